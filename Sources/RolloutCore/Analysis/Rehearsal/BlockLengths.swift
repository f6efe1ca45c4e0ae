/// The lengths of block a rehearsal tries, and which of them it settles on.
package enum BlockLengths {
    /// The lengths in seconds, shortest first.
    package static let all = [1, 2, 5, 10, 20, 30, 60]

    /// The lengths that fit a source read every `interval` seconds.
    ///
    /// Whole multiples only: a block of 20 s would hold one reading of a 15 s source or two, in
    /// turns, and the difference would look like a burst.
    package static func fitting(interval: Int) -> [Int] {
        guard interval > 1 else { return all }
        return [interval] + all.filter { $0 > interval && $0 % interval == 0 }
    }

    /// The first length that passes together with the next longer one.
    ///
    /// One step longer still if anything shorter failed: the service is then known to be bursty,
    /// and the next burst may be longer than those in the history. The last one if none passes.
    ///
    /// - Precondition: as many answers as lengths, at least one.
    package static func pick(_ passed: [Bool], of lengths: [Int] = all) -> Int {
        precondition(passed.count == lengths.count && !lengths.isEmpty)
        let last = lengths.count - 1
        for index in lengths.indices where passed[index] {
            guard index == last || passed[index + 1] else { continue }
            return index == 0 ? lengths[0] : lengths[min(index + 1, last)]
        }
        return lengths[last]
    }
}
