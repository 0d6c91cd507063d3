internal import CMalloc

/// What the C library's allocator keeps of memory that is given back to it.
package enum ProcessHeap {
    /// Blocks of this many octets and more come from the kernel and go back to it; so does what is free at the heap's end.
    private static let limit: Int32 = 1 << 20

    /// Has large blocks go back to the system; to be called before anything large was allocated.
    ///
    /// Left alone, glibc learns from every large block that is freed (`mallopt(3)`): from then on blocks of its size are
    /// cut from the heap, which keeps twice as much for good and in pieces. One mail with a file of 10 MB would make the
    /// daemon larger for as long as it runs. Below the limit blocks stay in the heap: asking the kernel for each buffer of
    /// a mail costs more than reading it.
    package static func returnLargeBlocks() {
        // It refuses only names that it does not know, and then everything stays as it would have been.
        _ = mallopt(M_MMAP_THRESHOLD, limit)
        _ = mallopt(M_TRIM_THRESHOLD, limit)
    }

    /// Keeps all memory in the heap, once it is there; to be called before anything large was allocated.
    ///
    /// For measuring: a block that the kernel gives is zeroed page by page as it is first touched, and that costs more
    /// than the fastest readers do. With it, twice the input seems to take four times as long where its blocks begin to
    /// come from the kernel.
    package static func keepEverything() {
        _ = mallopt(M_MMAP_MAX, 0)
        _ = mallopt(M_TRIM_THRESHOLD, -1)
    }
}
