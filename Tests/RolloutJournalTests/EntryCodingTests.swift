import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct EntryCodingTests {
    private let coding = EntryCoding()

    @Test func `every kind of event has a known example`() throws {
        let kinds = Set(try KnownEvents.version1.map { EntryKind($0) })
        #expect(kinds == Set(EntryKind.allCases))
    }

    @Test func `an event comes back as it was stored`() throws {
        for event in try KnownEvents.version1 {
            #expect(try coding.decode(coding.encode(event)) == event)
        }
    }

    @Test func `the fixture of version 1 reads as the known events`() throws {
        let stored = try Fixture.lines("entries-version-1").map(Fixture.parse)
        #expect(try stored.map(coding.decode) == KnownEvents.version1)
    }

    @Test func `the known events are stored as in the fixture of version 1`() throws {
        let written = try KnownEvents.version1.map { Fixture.line(try coding.encode($0)) }
        try Fixture.update("entries-version-1", written)
        let fixture = try Fixture.lines("entries-version-1")
        for (line, expected) in zip(written, fixture) { #expect(line == expected) }
        #expect(written.count == fixture.count)
    }

    @Test func `a kind this build does not know is named`() throws {
        let stored = StoredEvent(kind: "moonPhased", version: 1, payload: "{}")
        #expect(throws: UnreadableEvent.unknownKind) { try coding.decode(stored) }
    }

    @Test func `a newer version tells up to which this build reads`() throws {
        let stored = StoredEvent(kind: "gateOpened", version: 3, payload: "{}")
        #expect(throws: UnreadableEvent.newerVersion(readable: 1)) { try coding.decode(stored) }
    }

    @Test func `a damaged payload tells what is missing`() throws {
        let stored = StoredEvent(kind: "gateOpened", version: 1, payload: #"{"how":{}}"#)
        #expect(throws: UnreadableEvent.damaged("stage is missing")) { try coding.decode(stored) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a reading that is no number is kept as such`(value: Double) throws {
        var sample = Sample(second: Example.start.second)
        sample.readings = [Reading(metric: .backlog, arm: nil, value: value)]
        let read = try coding.decode(coding.encode(.sampled(sample)))
        guard case .sampled(let kept) = read else {
            Issue.record("not a sample")
            return
        }
        #expect(kept.readings.first?.value.description == value.description)
    }

    @Test func `a second that was stored as JSON in version 1 reads as the same second`() throws {
        let stored = try Fixture.lines("samples-version-1").map(Fixture.parse)
        #expect(
            try stored.map(coding.decode) == [
                .sampled(Example.sample()), .sampled(Sample(second: Example.start.second)),
            ]
        )
    }

    @Test func `a line for other tools has the second in JSON`() throws {
        let entry = Entry(
            release: ReleaseID(rawValue: 1),
            sequence: 2,
            at: Example.start,
            event: .sampled(Example.sample())
        )
        #expect(try coding.line(entry).contains(#""payload":{"sample":{"canary":["#))
    }
}
