import RolloutCore
import Testing

@testable import handoff

/// How a plan says that the workers change over.
@Suite struct WorkerReadingTests {
    private func problems(_ workers: String) -> [String] {
        PlanText.problems(PlanText.sound(adding: "workers: \(workers)"))
    }

    private static let process = "process: { command: [\"{artifact}\", work] }"

    @Test func `workers without more than the needed keys have the release model's defaults`()
        throws
    {
        let text = "workers: { mode: overlap, \(Self.process), count: 8 }"
        let file = try PlanText.read(PlanText.sound(adding: text))
        #expect(file.workers == WorkerPlan(mode: .overlap, count: 8))
        #expect(file.workers?.firstCount == 2)
        #expect(file.worker?.soak == .seconds(10))
        #expect(file.worker?.grace == .seconds(60))
    }

    @Test func `every key of workers is read`() throws {
        let keys = "first: 2, watch: 45s, soak: 5s, drain: { within: 2m }"
        let text = "workers: { mode: overlap, \(Self.process), count: 3, \(keys) }"
        let file = try PlanText.read(PlanText.sound(adding: text))
        #expect(file.workers?.firstCount == 2)
        #expect(file.workers?.watch == .seconds(45))
        #expect(file.workers?.drainWithin == .seconds(120))
        #expect(file.worker?.soak == .seconds(5))
        #expect(file.worker?.grace == .seconds(120))
    }

    @Test func `a worker gets what an instance gets, and no port`() throws {
        let lines =
            "config: { env: [A], secrets: [{name: B, file: b}] }\n"
            + "workers: { mode: exclusive, count: 1, "
            + "process: { command: [./run, \"{artifact}\"] } }"
        let file = try PlanText.read(PlanText.sound(adding: lines))
        let worker = try #require(file.worker)
        #expect(worker.command == ["/plans/run", "{artifact}"])
        #expect(worker.environment == ["A", "B"])
        #expect(worker.source(of: "B").origin == .file("/plans/b"))
        #expect(worker.ports == nil)
        #expect(worker.metricsPath == nil)
    }

    @Test func `a released revision carries how its workers run`() throws {
        let text = "workers: { mode: exclusive, \(Self.process), count: 1 }"
        let file = try PlanText.read(PlanText.sound(adding: text))
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let revision = file.revision(digest: digest, at: "/pinned")
        #expect(revision.worker == file.worker)
        #expect(file.plan(canary: revision, stable: nil).workers?.mode == .exclusive)
        let none = try PlanText.read(PlanText.sound).revision(digest: digest, at: "/pinned")
        #expect(none.worker == nil)
    }

    @Test(arguments: [
        ("{}", "10:10: `workers` needs `mode`: overlap or exclusive."),
        ("{ mode: both, count: 1, #P }", "10:18: `mode` is `both`. Write overlap or exclusive."),
        ("{ mode: overlap, count: 0, #P }", "10:34: `count` is `0`"),
        ("{ mode: overlap, count: 2, first: 3, #P }", "10:44: `first` is 3, and there are 2"),
        ("{ mode: exclusive, count: 2, first: 1, #P }", "10:46: `first` is for `overlap`"),
        ("{ mode: exclusive, count: 2, watch: 1s, #P }", "10:46: `watch` is for `overlap`"),
        ("{ mode: overlap, count: 2, frist: 1, #P }", "10:37: unknown key `frist` in `workers`"),
        ("{ mode: overlap, count: 2, soak: 10m, #P }", "10:43: `soak` (10m) is longer than"),
        (
            "{ mode: overlap, count: 2, drain: { grace: 1s }, #P }",
            "10:46: `grace` has no meaning beside `within`"
        ),
        (
            "{ mode: overlap, count: 1, process: { command: [\"{artifact}\"], ports: 1-2 } }",
            "10:73: a worker takes no requests, so it has no `ports`."
        ),
        (
            "{ mode: overlap, count: 1, process: { command: [\"{artifact}\", \"{port}\"] } }",
            "10:57: `command` contains {port}, and a worker takes no requests"
        ),
        (
            "{ mode: overlap, count: 1, process: { command: [work] } }",
            "10:57: `command` has no \"{artifact}\""
        ),
        (
            "{ mode: overlap, count: 1, process: { command: [\"{artifact}\", \"{id}\"] } }",
            "10:57: `command` contains `{id}`, which nothing is put in for. Only {artifact} is"
        ),
    ])
    func `a mistake is named with its place`(workers: String, message: String) {
        let problems = problems(workers.replacing("#P", with: Self.process))
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
        #expect(problems.count == (workers == "{}" ? 3 : 1))
    }
}
