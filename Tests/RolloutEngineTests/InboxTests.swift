import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@Suite struct InboxTests {
    private func sample(_ second: Int) -> Inbox.Item {
        .input(.observed(.sample(Sample(second: Timestamp(seconds: Int64(second))))))
    }

    @Test func `items come out in the order they went in`() async {
        let inbox = Inbox()
        for number in 0..<5 { inbox.offer(.input(.observed(.watchers(number)))) }
        let numbers = await inbox.next().compactMap { item -> Int? in
            guard case .input(.observed(.watchers(let number))) = item else { return nil }
            return number
        }
        #expect(numbers == [0, 1, 2, 3, 4])
    }

    @Test func `many asks for a look are one look`() async {
        let inbox = Inbox()
        for _ in 0..<5 { inbox.offer(.poll) }
        #expect(await inbox.next().count == 1)
        inbox.offer(.poll)
        #expect(await inbox.next().count == 1)
    }

    @Test func `a full inbox drops its oldest samples first`() async {
        let inbox = Inbox()
        for second in 0..<Inbox.capacity { inbox.offer(sample(second)) }
        for number in 0..<10 { inbox.offer(.input(.observed(.watchers(number)))) }
        let items = await inbox.next()
        #expect(items.count == Inbox.capacity)
        #expect(inbox.droppedSamples == 10)
        guard case .input(.observed(.sample(let first))) = items.first else {
            Issue.record("the first item is \(items.first.debugDescription)")
            return
        }
        #expect(first.second == Timestamp(seconds: 10))
    }

    @Test func `a full inbox keeps everything that is not a sample`() async {
        let inbox = Inbox()
        for number in 0..<(Inbox.capacity + 10) {
            inbox.offer(.input(.observed(.watchers(number))))
        }
        #expect(await inbox.next().count == Inbox.capacity + 10)
        #expect(inbox.droppedSamples == 0)
    }

    @Test func `whoever waits hears of the first item`() async {
        let inbox = Inbox()
        async let items = inbox.next()
        await Task.yield()
        inbox.offer(.input(.timePassed))
        #expect(await items.count == 1)
    }
}
