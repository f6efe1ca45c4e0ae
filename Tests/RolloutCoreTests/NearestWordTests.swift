import RolloutCore
import Testing

@Suite struct NearestWordTests {
    private let words = ["service", "strategy", "progressDeadline", "live", "env"]

    @Test(arguments: [
        ("sevrice", "service"), ("Service", "service"), ("stratgey", "strategy"),
        ("progressDeadlineSecs", "progressDeadline"), ("lve", "live"), ("evn", "env"),
    ])
    func `a slip of the finger finds its word`(typed: String, word: String) {
        #expect(words.nearest(to: typed) == word)
    }

    @Test(arguments: ["xyz", "a", "", "observability", String(repeating: "service", count: 20)])
    func `a word that is like none finds none`(typed: String) {
        #expect(words.nearest(to: typed) == nil)
    }
}
