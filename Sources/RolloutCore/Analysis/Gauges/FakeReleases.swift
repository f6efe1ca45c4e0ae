/// Releases that never were: windows of a history, each against the minutes before it.
struct FakeReleases {
    /// Block by block above the reference, window after window; not a number where nothing was read.
    private(set) var deviations: [Double] = []
    /// Windows with enough blocks read.
    private(set) var count = 0
    /// Windows there was room for.
    private(set) var candidates = 0
    private let length: Int

    /// Cuts a history; a window counts when half of it and half of the blocks before were read.
    init(history: [Double?], windows: ExcursionWindows) {
        length = windows.release
        let last = history.count - windows.release
        guard last >= windows.reference else { return }
        // As one plain array: an optional costs twice the memory in the loop that runs most.
        let levels = history.map { $0.flatMap { $0.isFinite ? $0 : nil } ?? .nan }
        for start in stride(from: windows.reference, through: last, by: windows.stride) {
            candidates += 1
            let before = levels[(start - windows.reference)..<start].filter { !$0.isNaN }
            guard 2 * before.count >= windows.reference,
                let reference = OrderStatistics(before)?.median
            else { continue }
            let window = levels[start..<(start + length)]
            guard 2 * window.count(where: { !$0.isNaN }) >= length else { continue }
            count += 1
            deviations.append(contentsOf: window.lazy.map { $0 - reference })
        }
    }

    /// The highest each window's sum got with that allowance; blocks not read leave it as it was.
    func maxima(allowance: Double, scale: Double, cap: Double) -> [Double] {
        var maxima: [Double] = []
        maxima.reserveCapacity(count)
        deviations.withUnsafeBufferPointer { deviations in
            for window in 0..<count {
                var sum = 0.0
                var highest = 0.0
                for index in (window * length)..<((window + 1) * length) {
                    let deviation = deviations[index]
                    guard !deviation.isNaN else { continue }
                    sum = max(0, sum + max(-cap, min(cap, deviation / scale)) - allowance)
                    highest = max(highest, sum)
                }
                maxima.append(highest)
            }
        }
        return maxima
    }
}
