import Testing

@testable import RolloutAdapters

@Suite struct HAProxyWatching {
    private let header =
        "# pxname,svname,scur,stot,wredis,status,weight,check_status,addr,"
        + "hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,"

    /// A watch that read HAProxy at those moments, in microseconds.
    private func watch(readAt moments: StrideTo<Int64>) throws -> HAProxyWatch {
        let statistics = try #require(HAProxyStatistics(header, backends: [:]))
        var watch = HAProxyWatch()
        for moment in moments {
            watch.note(statistics, before: nil, after: nil, at: moment)
        }
        return watch
    }

    @Test func `a second read from beginning to end is whole`() throws {
        let watch = try watch(readAt: stride(from: 4_900_000, to: 6_200_000, by: 50_000))
        #expect(watch.wasRead(throughout: 5))
    }

    @Test func `a second in which reading began is not whole`() throws {
        let watch = try watch(readAt: stride(from: 5_100_000, to: 6_200_000, by: 50_000))
        #expect(!watch.wasRead(throughout: 5))
    }

    @Test func `a second whose end was not read is not whole`() throws {
        let watch = try watch(readAt: stride(from: 4_900_000, to: 5_990_000, by: 50_000))
        #expect(!watch.wasRead(throughout: 5))
    }

    @Test func `a second with a long silence is not whole`() throws {
        let watch = try watch(readAt: stride(from: 4_100_000, to: 9_000_000, by: 800_000))
        #expect(!watch.wasRead(throughout: 5))
    }

    @Test func `a second in which HAProxy could not be read is not whole`() throws {
        var watch = try watch(readAt: stride(from: 4_900_000, to: 6_200_000, by: 50_000))
        watch.noteGap(at: 5_500_000)
        #expect(!watch.wasRead(throughout: 5))
        #expect(!watch.wasRead(throughout: 4))
    }
}
