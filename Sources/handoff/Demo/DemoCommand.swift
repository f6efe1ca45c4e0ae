import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// A real release of a small web shop, on this machine.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Carry a real release of a small web shop from 1.0 to 2.0 on this machine.",
        discussion: """
            Real processes, a real HAProxy, real requests; nothing is simulated. Without a \
            terminal the same release runs in plain lines, its gates open by themselves, and \
            nothing is left running.

            --full tells the whole story: a database with a migration before and a removal after, \
            workers, a feature flag, a payment gateway, a receiver of webhooks, and a count of all \
            at the end. It needs PostgreSQL's server, or --sqlite. Ends with 0 only when no \
            request failed, no job was lost or done twice, and all else is as it should be.
            """
    )

    @Option(help: "Give revision 2.0 a fault.")
    var defect: DemoDefect?

    @OptionGroup var whole: FullDemoOptions

    @Option(help: "Requests a second from the load generator, 20 through 2000.")
    var rate = 200

    @Option(help: "Instances of each revision, 1 through 20.")
    var instances = 3

    @Option(help: "Where the shop is reached; a free port near 8080 by default.")
    var port: Int?

    @Option(
        help: ArgumentHelp("Where instances take their ports from.", valueName: "first-last"),
        transform: DemoOptions.ports
    )
    var ports = Demo.ports

    @Option(
        help: "Only make this folder, with all the demo starts from, and start nothing.",
        completion: .directory
    )
    var prepare: String?

    @Option(help: "Go back to the demo in this folder.", completion: .directory)
    var attach: String?

    @Option(help: "Stop everything of the demo in this folder, and remove it.")
    var clean: String?

    @OptionGroup var screen: ScreenOptions

    func validate() throws {
        guard (20...2_000).contains(rate) else {
            throw ValidationError("a rate of \(rate) requests/s is outside 20 through 2000.")
        }
        guard (1...20).contains(instances), ports.count >= 2 * instances else {
            throw ValidationError(
                "\(instances) instances of each revision are outside 1 through 20, or need more "
                    + "than the \(ports.count) ports there are."
            )
        }
        guard port.map((1...65_535).contains) ?? true else {
            throw ValidationError("there is no port \(port ?? 0); ports are 1 through 65535.")
        }
        guard attach == nil || clean == nil else {
            throw ValidationError("--attach goes back to a demo, --clean ends it. Give one.")
        }
        guard !whole.full || (defect == nil && prepare == nil && instances == 3) else {
            throw ValidationError(
                "--full shows a sound release of three instances, without --defect or --prepare."
            )
        }
    }

    func run() async throws {
        if let clean {
            let demo = Demo(folder: try DemoFolder(at: clean))
            try await demo.end()
            return
        }
        let options = DemoOptions(
            defect: defect,
            rate: rate,
            instances: instances,
            port: port,
            ports: ports,
            pace: screen.hasTerminal ? .person : .alone
        )
        if let prepare {
            print(try await Demo(folder: DemoFolder.make(at: prepare)).prepare(options))
            return
        }
        let demo = Demo(folder: try attach.map(DemoFolder.init(at:)) ?? DemoFolder.make())
        let release: ReleaseID
        if attach == nil {
            do {
                release = try await begin(demo, options)
            } catch {
                try? await demo.end()
                throw error
            }
        } else {
            release = try demo.release()
        }
        try await show(demo, release)
    }

    private func begin(_ demo: Demo, _ options: DemoOptions) async throws -> ReleaseID {
        guard whole.full else { return try await demo.begin(options) }
        let story = try whole.story(ports: Demo.storyPorts(from: port))
        return try await FullDemo(demo: demo, story: story).begin(options)
    }

    private func show(_ demo: Demo, _ release: ReleaseID) async throws {
        let full = try DemoStory.read(in: demo.folder).map { FullDemo(demo: demo, story: $0) }
        let ending = try await follow(demo, release, full)
        guard try demo.isOver(release) || !screen.hasTerminal else {
            print("the demo goes on: `handoff demo --attach \(demo.folder.path)` shows it again,")
            print("`handoff demo --clean \(demo.folder.path)` ends it.")
            return
        }
        let faults = try await full?.count(release)
        try await demo.end()
        if let faults { return try conclude(faults, ending) }
        // A defect that was stopped is what the demo of a defect is for.
        if let ending, defect == nil { throw ending }
    }

    /// Shows the release until it is over or the person leaves; answers how it ended, if not well.
    private func follow(
        _ demo: Demo,
        _ release: ReleaseID,
        _ full: FullDemo?
    ) async throws -> ExitCode? {
        let site = try demo.site()
        let isAlone = !screen.hasTerminal
        return try await withThrowingTaskGroup(of: Void.self) { group in
            if let full {
                group.addTask {
                    try? await DemoHand(
                        site: site,
                        release: release,
                        turnsBackAt: full.story.turnsBackAt,
                        confirms: isAlone
                    )()
                }
            }
            defer { group.cancelAll() }
            do {
                if isAlone {
                    try await HeadlessRun(site: site, release: release, timeout: .seconds(150))()
                } else {
                    try await screen.show(release, at: site, keepsSteward: true)
                }
                return nil
            } catch let code as ExitCode {
                return code
            }
        }
    }

    private func conclude(_ faults: [String], _ ending: ExitCode?) throws {
        guard !faults.isEmpty else { return print("demo: all is as it should be") }
        printError("demo: not as it should be: \(faults.spokenList)")
        throw ending ?? .internalError
    }
}

extension DemoOptions {
    /// Reads a range of ports such as 9100-9199.
    static func ports(_ text: String) throws -> ClosedRange<Int> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1],
            (1...65_535).contains(first), (first...65_535).contains(last)
        else {
            throw ValidationError("`\(text)` is no range of ports; write 9100-9199.")
        }
        return first...last
    }
}
