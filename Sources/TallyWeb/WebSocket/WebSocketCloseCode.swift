/// Why a WebSocket was closed (RFC 6455 §7.4 and its registry).
package enum WebSocketCloseCode: Hashable, Sendable {
    case normal
    case goingAway
    case protocolError
    case unsupportedData
    /// No close frame came: the connection was lost. Never sent.
    case abnormal
    /// The peer's close frame had no code. Never sent.
    case none
    case invalidText
    case policyViolation
    case messageTooBig
    case internalError
    case tryAgainLater
    /// Any other code that may be sent: 1003 to 1014 as registered, and 3000 to 4999.
    case other(UInt16)

    package var number: UInt16 {
        switch self {
        case .normal: 1_000
        case .goingAway: 1_001
        case .protocolError: 1_002
        case .unsupportedData: 1_003
        case .none: 1_005
        case .abnormal: 1_006
        case .invalidText: 1_007
        case .policyViolation: 1_008
        case .messageTooBig: 1_009
        case .internalError: 1_011
        case .tryAgainLater: 1_013
        case .other(let number): number
        }
    }

    /// Reads a code from a close frame; nil when it must not be sent (RFC 6455 §7.4.1).
    package init?(received number: UInt16) {
        switch number {
        case 1_000: self = .normal
        case 1_001: self = .goingAway
        case 1_002: self = .protocolError
        case 1_003: self = .unsupportedData
        case 1_007: self = .invalidText
        case 1_008: self = .policyViolation
        case 1_009: self = .messageTooBig
        case 1_011: self = .internalError
        case 1_013: self = .tryAgainLater
        case 1_010, 1_012, 1_014, 3_000...4_999: self = .other(number)
        default: return nil
        }
    }

    /// Whether a close frame may carry it.
    var isSendable: Bool { WebSocketCloseCode(received: number) != nil }
}
