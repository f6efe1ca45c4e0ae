import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// A release's states at any time: keyframes, and the entries after them.
///
/// Whatever was asked for before, a moment's state is the one that folding from the first entry
/// gives.
final class Film {
    let reader: JournalReader
    let release: ReleaseID
    let outline: RecordingOutline
    private let store: KeyframeStore
    /// The sequence up to which it goes.
    var last: Int { store.last }
    /// The state that was asked for last, and the moment it was asked for.
    private var present: (at: Timestamp, moment: Moment)?

    /// The film of a release; `remark` is what the reader has to know of its recording.
    init(
        _ reader: JournalReader,
        _ release: ReleaseID,
        _ store: KeyframeStore,
        remark: String? = nil
    ) throws {
        guard let start = try reader.start(of: release), let first = store.places.first,
            let last = store.places.last
        else {
            throw NotDone("not replayed: \(release) has no first entry in \(reader.file.path).")
        }
        self.reader = reader
        self.release = release
        self.store = store
        outline = RecordingOutline(
            start: start,
            began: first.at,
            ended: last.at,
            passages: try store.passages(
                Passage.self,
                0...last.sequence,
                withColumns: store.places.count <= RecordingOutline.detailedPassages
            ) { $0.columns = $1 },
            remark: remark
        )
    }

    /// What was known at that moment: every entry up to the first that was made later.
    func moment(at time: Timestamp) throws -> Moment {
        let place = place(at: time)
        var moment: Moment
        if let present, present.at <= time, present.moment.sequence >= place.sequence {
            moment = present.moment
            // Nobody else holds it while it changes, or every entry would copy its window.
            self.present = nil
        } else {
            present = nil
            moment = try keyframe(at: place)
        }
        let entries = try reader.entries(of: release, after: moment.sequence, through: time)
        for entry in entries where entry.sequence <= store.last {
            _ = moment.fold(entry)
        }
        present = (time, moment)
        return moment
    }

    /// The last keyframe of which all entries were made by then.
    private func place(at time: Timestamp) -> KeyframeStore.Place {
        var low = 0
        var high = store.places.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if store.places[middle].at <= time { low = middle } else { high = middle - 1 }
        }
        return store.places[low]
    }

    /// A reel that goes on where the keyframes end.
    func reel() throws -> Reel {
        let place = store.places[store.places.count - 1]
        let keyframe = try store.keyframe(Keyframe.self, at: place.sequence)
        return Reel(
            after: try moment(of: keyframe),
            at: place.at,
            baselineEnd: keyframe.baselineEnd
        )
    }

    private func keyframe(at place: KeyframeStore.Place) throws -> Moment {
        try moment(of: try store.keyframe(Keyframe.self, at: place.sequence))
    }

    private func moment(of keyframe: Keyframe) throws -> Moment {
        keyframe.moment(
            Keyframe.Supplement(
                lines: outline.lines,
                passages: try passages(of: keyframe),
                samples: try reader.samples(
                    of: release,
                    through: keyframe.sequence,
                    count: keyframe.sampleCount
                ),
                baseline: try reader.samples(
                    of: release,
                    through: keyframe.baselineEnd,
                    count: keyframe.baselineCount
                )
            )
        )
    }

    /// Those whose seconds the charts of the keyframe have.
    private func passages(of keyframe: Keyframe) throws -> [Passage] {
        guard let second = keyframe.firstSecond,
            let first = store.places.first(where: { $0.seconds.upperBound >= second })
        else { return [] }
        return try store.passages(
            Passage.self,
            min(first.sequence, keyframe.sequence)...keyframe.sequence,
            withColumns: true
        ) { $0.columns = $1 }
    }
}
