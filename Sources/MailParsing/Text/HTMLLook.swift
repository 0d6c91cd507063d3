/// How text looks in an element: what it takes from those around it, and what its own style says.
struct HTMLLook: Sendable {
    private var color: HTMLColor?
    private var background: HTMLColor?
    private var isTiny = false
    /// Nobody sees the letters: they are too small, or of the colour that they stand on.
    ///
    /// Where nothing is said of one of the two colours nothing is hidden.
    private(set) var isUnseen = false

    /// The letters are white, and nothing is said of what they stand on.
    ///
    /// On paper nobody sees them; who wrote them on a dark screen saw them well, and programs leave out its colour.
    var isPale: Bool { background == nil && color?.isLost(on: .solid(0xFFFFFF)) == true }

    /// The look inside an element with a style of its own.
    func with(_ style: HTMLStyle) -> HTMLLook {
        var look = self
        look.isTiny = style.isTiny ?? isTiny
        look.color = style.color ?? color
        if let own = style.background, own != .transparent { look.background = own }
        let isLost = look.background.flatMap { look.color?.isLost(on: $0) } ?? false
        look.isUnseen = look.isTiny || isLost
        return look
    }
}
