/// A text message, framed once for however many clients it is sent to.
package struct WebSocketMessage: Sendable {
    let frame: [UInt8]

    package init(_ text: String) {
        frame = WebSocketFrame.bytes(.text, text.utf8)
    }
}
