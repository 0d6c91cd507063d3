internal import Glibc

/// How many descriptors this process may have open.
enum DescriptorLimit {
    /// Raises the limit to what the process is allowed, and returns it.
    ///
    /// The soft limit of 1,024 is kept low for programs that use select(2); this one does not.
    static func raised() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1_024 }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(resource, &limit) == 0 else { return Int(clamping: before) }
        return Int(clamping: limit.rlim_cur)
    }
}
