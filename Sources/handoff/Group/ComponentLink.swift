import Foundation
import RolloutCore
import RolloutJournal

/// The connection of a group's steward with one component's release: its journal, its steward.
struct ComponentLink {
    /// Before a command that was refused is tried again.
    static let retryInterval = Duration.seconds(2)

    let name: ComponentName
    private let release: ReleaseID
    private let sender: CommandSender
    private var follower: ReleaseFollower
    private var keeper: StewardKeeper
    private(set) var rollout: Rollout?
    /// The command without an answer yet.
    private var asked: (row: Int64, verb: Command.Verb)?
    private var nextTry = Timestamp(rawValue: 0)

    /// Follows that release from its first entry.
    init(_ name: ComponentName, release: ReleaseID, at site: ServiceSite) throws {
        self.name = name
        self.release = release
        sender = CommandSender(try JournalFile(site.location))
        follower = ReleaseFollower(try JournalReader(site.location), release: release)
        keeper = StewardKeeper(StewardTask(release, at: site))
    }

    /// What happened since the last look: refusals, then what the release shows now.
    mutating func look(at now: Timestamp) throws -> [GroupInput] {
        var inputs: [GroupInput] = []
        // Before the entries are read: an answer that is seen is in them then.
        if let asked, let fate = try follower.reader.fate(of: asked.row) {
            switch fate {
            case .waiting: break
            case .accepted, .tooLate: self.asked = nil
            case .rejected(let rejection):
                self.asked = nil
                nextTry = now + Self.retryInterval
                inputs.append(.refused(name, asked.verb, rejection.sentence))
            }
        }
        let entries = try follower.newEntries()
        for entry in entries {
            if rollout == nil { rollout = Rollout(entry) } else { rollout?.apply(entry) }
        }
        if !entries.isEmpty, let rollout {
            inputs.insert(.observed(name, ComponentReport(rollout)), at: 0)
        }
        return inputs
    }

    /// Sees that its release has a steward, and says that somebody watches where that is so.
    mutating func tend(isWatched: Bool, at now: Timestamp) throws {
        if rollout?.isOver != true {
            _ = try keeper.look(StewardSight(follower.reader), at: now)
        }
        if isWatched { try sender.watch("group-\(getpid())", pid: Int(getpid()), at: now) }
    }

    /// Sends a command unless one waits for its answer or was refused a moment ago.
    ///
    /// Without effect on a release that is over; the next look tells that it is.
    mutating func send(_ command: Command, at now: Timestamp) throws {
        guard asked == nil, now >= nextTry else { return }
        do {
            asked = (try sender.send(command, to: release, at: now), command.verb)
        } catch let error as JournalError where error.kind == .refused {
            nextTry = now + Self.retryInterval
        }
    }
}
