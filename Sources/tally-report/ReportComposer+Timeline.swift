internal import TallyCore

extension ReportComposer {
    /// What happened, one row each: when, and what by whom.
    mutating func composeTimeline() {
        guard !report.timeline.isEmpty else { return }
        composeHeading(words(.timeline), count: nil)
        let timeWidth = 108.0
        let x = flow.area.x + timeWidth + 16
        let width = flow.area.width - timeWidth - 16
        flow.begin(.table)
        for entry in report.timeline.prefix(Limit.timeline) {
            let time = typesetter.set(
                PrintableText.line(entry.time, limit: Limit.word), style: .small.with(maximumLines: 2),
                width: timeWidth)
            let actor = PrintableText.line(entry.actor, limit: Limit.word)
            let sentence = PrintableText.line(entry.sentence, limit: Limit.value)
            let deed = typesetter.set(
                linking: Array(words(.deed, ["actor": actor, "deed": sentence]).utf8), style: .value,
                width: width)
            let height = max(time.height, deed.height)
            flow.require(height)
            let middle = flow.y + deed.ascent - 3.2
            let dot = Frame(x: flow.area.x + timeWidth + 2, y: middle - 2, width: 4, height: 4)
            flow.put(Shape(frame: dot, colour: Palette.plainBar, radius: 2))
            flow.begin(.row)
            flow.put(time, as: .headerCell, x: flow.area.x, top: flow.y + deed.ascent - time.ascent)
            flow.put(deed, as: .cell, x: x, top: flow.y)
            flow.end(.row)
            flow.advance(height + 5)
        }
        flow.end(.table)
        let left = report.timeline.count - Limit.timeline
        if left > 0 { composeNote(words(.moreEntries, ["count": "\(left)"]), indent: 0) }
    }
}
