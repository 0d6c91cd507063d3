/// The names of months as programs write them, English and, against RFC 5322 §3.3, that of their user's language.
enum MonthName {
    /// Beginnings of names in lower case, with their months.
    private static let beginnings: (list: PhraseList, months: [Int]) = {
        let names: [[String]] = [
            ["jan", "ene", "gen"], ["feb", "fév", "fev"], ["mar", "mär", "mrt"], ["apr", "avr", "abr"],
            ["may", "mai", "mag", "mei", "maj"], ["jun", "juin", "giu"], ["jul", "juil", "lug"],
            ["aug", "aoû", "aou", "ago"], ["sep", "set"], ["oct", "okt", "ott", "out"], ["nov"],
            ["dec", "dez", "dic", "déc", "des"],
        ]
        let all = names.enumerated().flatMap { month, names in names.map { (name: $0, month: month + 1) } }
        return (PhraseList(all.map(\.name)), all.map(\.month))
    }()

    /// Days of the week that begin as a month does.
    private static let days = PhraseList(["mardi", "martes", "marted"])

    /// The month that a word names, from 1 on.
    static func month(of word: [UInt8]) -> Int? {
        guard word.count >= 3, !days.begins(word[...]) else { return nil }
        return beginnings.list.longest(in: word[...]).flatMap { name in
            beginnings.list.number(of: word.span, name).map { beginnings.months[$0] }
        }
    }

    /// `mar`: March, and Tuesday in Romance languages.
    static func mayBeDay(_ word: [UInt8]) -> Bool { word.elementsEqual("mar".utf8) }
}
