internal import Glibc

/// What the program allows itself, since it feeds strangers' text to large C libraries.
struct ProcessLimits {
    /// Of processor time, in seconds; the kernel then ends the program.
    let processorTime: UInt
    /// Of addresses, in bytes: mapped fonts count, so this is well above what is ever in memory.
    let addressSpace: UInt
    /// Of any file written, in bytes.
    let fileSize: UInt

    static let standard = ProcessLimits(
        processorTime: 20, addressSpace: 2_048 * 1_048_576, fileSize: 32 * 1_048_576)

    /// Sets the limits.
    ///
    /// A limit that cannot be set is one that the caller has already set lower.
    func apply() {
        lower(RLIMIT_CPU, to: processorTime)
        lower(RLIMIT_AS, to: addressSpace)
        lower(RLIMIT_FSIZE, to: fileSize)
        // The memory of a crashed program holds somebody's mail.
        lower(RLIMIT_CORE, to: 0)
    }

    private func lower(_ resource: __rlimit_resource, to value: UInt) {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        _ = unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
}
