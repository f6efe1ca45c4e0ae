import RolloutCore

/// What became of one case, as a line of the table that `Tests/Load/kills` prints.
struct KillResult {
    var kill: Kill
    var ending: String
    var requests: Int
    var failed: Int
    var atTheKilled: Int
    var running: FolderProcesses

    /// Columns with tabs between them, behind a mark that tells them from other output.
    var line: String {
        let columns = [
            "kill", kill.victims, kill.moment.name, ending, "\(requests)",
            "\(failed)", "\(atTheKilled)", running.words,
        ]
        return columns.joined(separator: "\t")
    }
}

extension FolderProcesses {
    /// `2 instances, 1 HAProxy`.
    var words: String {
        let parts = [
            (instances.count, "instances"), (routers.count, "HAProxy"),
            (stewards.count, "stewards"), (others.count, "others"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
