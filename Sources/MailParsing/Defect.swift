/// Something in a message that is not as the standards want it, or that lay beyond a limit.
///
/// A defect never stops reading: it says what was guessed or left out.
package struct Defect: Hashable, Sendable {
    /// What kind of thing is wrong; the raw values are part of the output of `parse`.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case messageTooLarge = "message_too_large"
        case headerTooLarge = "header_too_large"
        case tooManyFields = "too_many_fields"
        case tooManyParts = "too_many_parts"
        case tooDeep = "too_deep"
        case tooManyAddresses = "too_many_addresses"
        case tooManyParameters = "too_many_parameters"
        case nameTooLong = "name_too_long"
        case mailboxLine = "mbox_line"
        case missingBlankLine = "missing_blank_line"
        case blankBeforeColon = "blank_before_colon"
        case strayLine = "stray_line"
        case bareCarriageReturn = "bare_carriage_return"
        case nullByte = "null_byte"
        case missingBoundary = "missing_boundary"
        case missingDelimiter = "missing_delimiter"
        case missingCloseDelimiter = "missing_close_delimiter"
        case unknownTransferEncoding = "unknown_transfer_encoding"
        case damagedBase64 = "damaged_base64"
        case damagedQuotedPrintable = "damaged_quoted_printable"
        case damagedEncodedWord = "damaged_encoded_word"
        case unknownCharset = "unknown_charset"
        case wrongCharset = "wrong_charset"
        case unlabelledBytes = "unlabelled_bytes"
        case duplicateField = "duplicate_field"
        case missingFrom = "missing_from"
        case badAddress = "bad_address"
        case unquotedName = "unquoted_name"
        case badDate = "bad_date"
        case hiddenText = "hidden_text"
        case damagedContainer = "damaged_container"
        case unusualTextType = "unusual_text_type"
        case encrypted
    }

    /// What is wrong.
    package let kind: Kind
    /// Where in the message it begins, in octets; nil when it has no one place.
    package let offset: Int?
    /// Where or with what, in words for an operator.
    package let detail: String

    /// A defect of this kind.
    package init(kind: Kind, offset: Int?, detail: String) {
        self.kind = kind
        self.offset = offset
        self.detail = detail
    }
}
