import Foundation
package import RolloutCore

/// Writes a service's history, second by second; one at a time, see ``HistoryFolder``.
package actor HistoryWriter {
    /// Seconds between two times the disk is told to keep what was written.
    private static let keeping = 10

    private let folder: HistoryFolder
    private var files: [HistoryFolder.Kind: OpenFile] = [:]
    private var watches: [MetricName: BlockCollector<LevelBlock>] = [:]
    private var sinceKept = 0

    private struct OpenFile {
        var number: Int
        var descriptor: Int32
        var bytes: Int
    }

    /// A writer into that folder, which is made when it is missing.
    ///
    /// - Throws: when it cannot be made or is somebody else's.
    package init(_ folder: HistoryFolder) throws {
        _ = try OwnerOnlyFiles.folder(at: folder.path)
        self.folder = folder
    }

    deinit { for file in files.values { close(file.descriptor) } }

    /// Writes a second; one whose traffic was not measured leaves a gap, never a zero.
    ///
    /// - Throws: when it cannot be written; the second is lost then, and the next may work.
    package func write(_ observed: ObservedSecond, levels criteria: [Criterion]) throws {
        if let second = HistorySecond(observed) {
            let number = Int(second.second.microseconds / 1_000_000)
            let isFull = (files[.seconds]?.bytes ?? 0) > HistoryFolder.mostBytes / 2
            try append(SecondRecord.bytes(second, withLatency: !isFull), .seconds, at: number)
        }
        try writeLevels(observed.sample, criteria)
        sinceKept += 1
        if sinceKept >= Self.keeping {
            sinceKept = 0
            for file in files.values { fsync(file.descriptor) }
        }
    }

    /// Blocks are written when they end; the one under way is lost with the process.
    private func writeLevels(_ sample: Sample, _ criteria: [Criterion]) throws {
        var finished: [Int: [(metric: MetricName, value: Double)]] = [:]
        for criterion in criteria where criterion.hasHistory {
            let readings = sample.readings.filter { $0.metric == criterion.metric }
            var blocks = watches[criterion.metric] ?? BlockCollector(length: .seconds(10))
            let ended =
                readings.map(\.value).max().map { blocks.add($0, at: sample.second) }
                ?? blocks.finish(until: sample.second)
            watches[criterion.metric] = blocks
            for block in ended {
                guard let value = block.value else { continue }
                let number = Int(block.start.microseconds / 10_000_000)
                finished[number, default: []].append((criterion.metric, value))
            }
        }
        for (block, levels) in finished.sorted(by: { $0.key < $1.key }) {
            try append(LevelRecord.bytes(block: block, levels), .levels, at: block * 10)
        }
    }

    private func append(
        _ payload: [UInt8],
        _ kind: HistoryFolder.Kind,
        at second: Int
    ) throws {
        let framed = RecordPages.framed(payload)
        guard payload.count <= RecordPages.longest else { return }
        var file = try open(kind, at: second)
        guard file.bytes + framed.count <= HistoryFolder.mostBytes else { return }
        try OwnerOnlyFiles.writeAll(Data(framed), to: file.descriptor)
        file.bytes += framed.count
        files[kind] = file
    }

    /// The file of that second, with what a crash left behind cut off.
    private func open(
        _ kind: HistoryFolder.Kind,
        at second: Int
    ) throws -> OpenFile {
        let number = second / kind.span
        if let file = files[kind], file.number == number { return file }
        if let old = files.removeValue(forKey: kind) { close(old.descriptor) }
        for stale in folder.numbers(kind) where stale <= number - kind.kept {
            unlink("\(folder.path)/\(kind.rawValue)-\(stale)")
        }
        let content = folder.content(kind, number: number)
        let path = folder.file(kind, of: second)
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        guard ftruncate(descriptor, off_t(content.soundBytes)) == 0,
            lseek(descriptor, 0, SEEK_END) >= 0
        else {
            close(descriptor)
            throw SystemError("ftruncate")
        }
        var file = OpenFile(number: number, descriptor: descriptor, bytes: content.soundBytes)
        if content.soundBytes == 0 {
            try OwnerOnlyFiles.writeAll(Data(RecordPages.mark), to: descriptor)
            file.bytes = RecordPages.mark.count
        }
        files[kind] = file
        return file
    }
}
