import Foundation

/// Memory that a process that runs for hours needed for a moment only.
enum SpareMemory {
    /// How often to give it back; each time, what is still in use is mapped again in about 1 ms.
    static let interval = Duration.seconds(60)

    /// Gives it back to the system: code that was run, which is mapped again from the system's copy
    /// of the program's file when it is run again.
    ///
    /// Starting runs much code once and looks through tables of types, several times as much as
    /// steering or showing a release needs. Does nothing but on Linux.
    static func giveBack() {
        #if canImport(Glibc)
        guard let maps = FileManager.default.contents(atPath: "/proc/self/maps") else { return }
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ")
            // Only what nobody can have written to: anything else would be lost.
            guard fields.count >= 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else {
                continue
            }
            madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
        #endif
    }

    /// Gives it back again and again until the task is cancelled.
    static func keepGivingBack() async {
        while !Task.isCancelled {
            giveBack()
            try? await Task.sleep(for: interval)
        }
    }
}
