internal import Glibc

// Measures the desk's verbs and lists on the real store at growing sizes; one JSON object a line on standard output.
//
//     desk-bench FOLDER SIZE…          the folder is made, and left with the last database in it

let words = CommandLine.arguments.dropFirst()
let sizes = words.dropFirst().compactMap { Int($0) }
guard let folder = words.first, !sizes.isEmpty, sizes.count == words.count - 1 else {
    print("usage: desk-bench FOLDER SIZE...")
    exit(64)
}
for size in sizes {
    try await DeskBench(folder: "\(folder)/\(size)", size: size).run()
}
