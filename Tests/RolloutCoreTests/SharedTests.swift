import Testing

@testable import RolloutCore

/// Large values that are kept once.
@Suite struct SharedTests {
    @Test func `two that keep equal values are equal and have one hash`() {
        let one = Shared(["a", "b"])
        let same = Shared(["a", "b"])
        #expect(one == one)
        #expect(one == same)
        #expect(one.hashValue == same.hashValue)
        #expect(one != Shared(["a"]))
    }
}
