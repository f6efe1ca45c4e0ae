import Foundation
import RolloutCore

/// Runs a program that prints a number.
struct CommandClient: InquiryClient {
    /// Most that a program may print, in bytes.
    static let longest = 64 * 1_024

    let query: CommandQuery
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        var environment: [String: String] = [:]
        for name in ["PATH", "HOME", "LANG"] { environment[name] = try? secrets.variable(name) }
        for name in query.variables { environment[name] = try secrets.variable(name) }
        let output = try output(environment, by: deadline)
        let document = JSONDocument(output)
        guard let value = document?.finite ?? document?["value"]?.finite else {
            throw InquiryTrouble(words: "printed no number, nor JSON with `value`")
        }
        return InquiryNumber.numbers(value, over: document?["over"]?.finite)
    }

    /// What it printed; it and all it started are gone afterwards.
    private func output(
        _ environment: [String: String],
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.unstarted(SystemError("pipe")) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var spawn = Spawn(
            arguments: query.arguments,
            environment: environment,
            output: "/dev/fd/\(ends[1])"
        )
        spawn.errors = "/dev/null"
        let pid: Int32
        do throws(SystemError) {
            defer { close(ends[1]) }
            pid = try spawn()
        } catch {
            throw Self.unstarted(error)
        }
        defer { kill(-pid, SIGKILL) }
        guard let process = ProcessIdentity(runningAs: pid) else {
            throw InquiryTrouble(words: "ended with \(Exit.unseen.words)")
        }
        let bytes = Self.read(ends[0], while: process, by: deadline)
        guard let exit = Self.exit(of: process, by: deadline) else { throw .silent(timeout) }
        guard exit == .status(0) else { throw InquiryTrouble(words: "ended with \(exit.words)") }
        return bytes
    }

    private static func unstarted(_ error: SystemError) -> InquiryTrouble {
        InquiryTrouble(words: "was not started: \(error.words)")
    }

    /// Everything until the end, the limit or the moment.
    ///
    /// A process started by another thread at the wrong instant may hold the other end of the pipe
    /// as well, so the end of the program counts as the end.
    private static func read(
        _ descriptor: Int32,
        while process: ProcessIdentity,
        by deadline: ContinuousClock.Instant
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < longest, ContinuousClock.now < deadline {
            let hasEnded = ProcessExits.exit(of: process) != nil
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if !hasEnded {
                HTTPClient.wait(for: [waiting], until: min(deadline, .now + .milliseconds(20)))
            }
            guard poll(&waiting, 1, 0) > 0 else {
                if hasEnded { break }
                continue
            }
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// How it ended; nil when it had not by then, and was killed.
    private static func exit(
        of process: ProcessIdentity,
        by deadline: ContinuousClock.Instant
    ) -> Exit? {
        repeat {
            if let exit = ProcessExits.exit(of: process) { return exit }
            usleep(2_000)
        } while ContinuousClock.now < deadline
        kill(-process.pid, SIGKILL)
        while ProcessExits.exit(of: process) == nil { usleep(2_000) }
        return nil
    }
}
