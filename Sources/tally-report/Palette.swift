/// A colour in sRGB, each part 0 … 1.
struct Colour: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    /// - Parameter hex: as in style sheets, `0x1F2933`.
    init(_ hex: UInt32) {
        red = Double(hex >> 16 & 0xFF) / 255
        green = Double(hex >> 8 & 0xFF) / 255
        blue = Double(hex & 0xFF) / 255
    }
}

/// The few colours of the report.
///
/// Text colours keep a contrast of 4.5 : 1 on their ground (WCAG 2.1 §1.4.3), on paper and on screen.
enum Palette {
    static let ink = Colour(0x1F_2933)
    static let quiet = Colour(0x5B_6876)
    static let accent = Colour(0x1D_5FA8)
    static let line = Colour(0xDD_E2E8)
    static let internalGround = Colour(0xFF_F9E8)
    static let internalBar = Colour(0xE0_A526)
    static let staffBar = Colour(0x1D_5FA8)
    static let plainBar = Colour(0xC3_CCD5)
}
