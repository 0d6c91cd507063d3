internal import TallyCore

extension ReportComposer {
    /// The site, the ticket's name and subject, and its badges.
    mutating func composeHead() {
        let area = flow.area
        let site = typesetter.set(
            PrintableText.line(report.site, limit: Limit.word),
            style: .margin.with(colour: Palette.ink, isBold: true), width: area.width * 0.6)
        let heading = PrintableText.line(report.heading, limit: Limit.word)
        let kind = typesetter.set(heading, style: .margin.with(alignment: .right), width: area.width)
        flow.put(site, as: .paragraph, x: area.x, top: flow.y)
        flow.put(kind, as: .paragraph, x: area.x, top: flow.y)
        flow.advance(max(site.height, kind.height) + 22)

        let reference = typesetter.set(
            PrintableText.line(report.reference, limit: Limit.word),
            style: .author.with(colour: Palette.accent), width: area.width, link: report.link)
        flow.put(reference, as: .paragraph, x: area.x, top: flow.y)
        flow.advance(reference.height + 1)

        let subject = PrintableText.line(report.subject, limit: Limit.subject)
        noteInOutline("\(report.reference) \(subject)", isTopLevel: true)
        let title = typesetter.set(
            subject.isEmpty ? words(.noSubjectHere) : subject, style: .title, width: area.width)
        flow.flow(title, as: .title, x: area.x)
        flow.advance(8)
        composeBadges()
        flow.advance(14)
    }

    private mutating func composeBadges() {
        guard !report.badges.isEmpty else { return }
        var x = flow.area.x
        for badge in report.badges.prefix(Limit.badges) {
            let block = typesetter.set(badge)
            if x + block.width + 16 > flow.area.x + flow.area.width {
                x = flow.area.x
                flow.advance(Self.badgeHeight + 4)
            }
            x += put(block, on: badge.tone, x: x, top: flow.y) + 6
        }
        flow.advance(Self.badgeHeight)
    }

    /// Puts words on the coloured ground of a badge, and returns the badge's width.
    mutating func put(_ block: TextBlock, on tone: TicketReport.Tone, x: Double, top: Double) -> Double {
        let height = Self.badgeHeight
        let frame = Frame(x: x, y: top, width: block.width + 16, height: height)
        flow.put(Shape(frame: frame, colour: tone.ground, radius: height / 2))
        let inset = block.lines.first?.x ?? 0
        flow.put(block, as: .paragraph, x: x + 8 - inset, top: top + (height - block.height) / 2)
        return frame.width
    }

    static var badgeHeight: Double { 17 }

    /// The table of facts, three to a row.
    mutating func composeFacts() {
        let facts = Array(report.facts.prefix(Limit.facts))
        guard !facts.isEmpty else { return }
        let columns = 3
        let gap = 18.0
        let width = (flow.area.width - gap * Double(columns - 1)) / Double(columns)
        rule()
        flow.advance(10)
        flow.begin(.table)
        for start in stride(from: 0, to: facts.count, by: columns) {
            let cells = facts[start..<min(start + columns, facts.count)].map { fact in
                (
                    label: typesetter.set(
                        PrintableText.line(fact.label, limit: Limit.word), style: .label, width: width),
                    value: typesetter.set(
                        linking: Array(PrintableText.line(fact.value, limit: Limit.value).utf8),
                        style: .value, width: width)
                )
            }
            let height = cells.reduce(0) { max($0, $1.label.height + 1 + $1.value.height) }
            flow.require(height)
            flow.begin(.row)
            for (column, cell) in cells.enumerated() {
                let x = flow.area.x + Double(column) * (width + gap)
                flow.put(cell.label, as: .headerCell, x: x, top: flow.y)
                flow.put(cell.value, as: .cell, x: x, top: flow.y + cell.label.height + 1)
            }
            flow.end(.row)
            flow.advance(height + 9)
        }
        flow.end(.table)
        let left = report.facts.count - facts.count
        if left > 0 { composeNote(words(.moreFacts, ["count": "\(left)"]), indent: 0) }
        flow.advance(1)
        rule()
    }

    private mutating func rule() {
        let frame = Frame(x: flow.area.x, y: flow.y, width: flow.area.width, height: 0.6)
        flow.put(Shape(frame: frame, colour: Palette.line))
    }
}

extension Typesetter {
    /// The words of a badge.
    func set(_ badge: TicketReport.Badge) -> TextBlock {
        let style = TextStyle(
            size: 8.5, isBold: true, colour: badge.tone.text, alignment: .left, maximumLines: 1)
        return set(PrintableText.line(badge.text, limit: 40), style: style, width: 300)
    }
}

extension TicketReport.Tone {
    var ground: Colour {
        switch self {
        case .neutral: Colour(0xEB_EEF2)
        case .active: Colour(0xDF_ECFA)
        case .good: Colour(0xDC_F2E4)
        case .warning: Colour(0xFC_EFCF)
        case .bad: Colour(0xFB_E3E3)
        }
    }

    var text: Colour {
        switch self {
        case .neutral: Colour(0x3E_4C59)
        case .active: Colour(0x17_4A85)
        case .good: Colour(0x14_5C34)
        case .warning: Colour(0x73_4A00)
        case .bad: Colour(0x93_1C1C)
        }
    }
}
