internal import Glibc

/// Files to be measured with.
enum InputFile {
    /// The octets of a file; the program ends when it cannot be read.
    static func read(_ path: String) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY)
        var status = stat()
        guard file >= 0, unsafe fstat(file, &status) == 0 else {
            print("tally-benchmark: cannot read \(path)")
            exit(66)
        }
        defer { close(file) }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let place = unsafe buffer.baseAddress?.advanced(by: count)
                let got = unsafe Glibc.read(file, place, buffer.count - count)
                guard got > 0 else { break }
                count += got
            }
        }
    }
}
