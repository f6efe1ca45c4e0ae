import RolloutCore

/// What `show stat` says of the two backends and their servers, found by the header's names.
struct HAProxyStatistics: Sendable, Equatable {
    /// Requests of one row, since HAProxy started.
    struct Counters: Sendable, Equatable {
        /// Requests it was given.
        var total = 0
        /// Those open now.
        var open = 0
        /// Those that ended with an answer of whatever kind; of each HAProxy sends a record.
        var answered = 0
        /// Those taken to another server after a failure.
        var redispatched = 0

        /// Requests that ended without an answer and without a record.
        ///
        /// HAProxy 2.6 closes a client connection silently when the server dies under any request
        /// but the connection's first, and logs nothing: seen only here.
        var unanswered: Int { max(0, total - open - answered) }
    }

    /// One server of one backend.
    struct Server: Sendable, Equatable {
        /// The instance it stands for.
        var id: InstanceID
        /// `UP`, `DOWN`, `DRAIN`, `MAINT`, with what HAProxy adds.
        var status: String
        /// Its absolute weight.
        var weight: Int
        /// The last check's outcome, `L7OK` when passed.
        var check: String
        /// Where it takes requests.
        var address: String
        /// Its requests.
        var counters: Counters

        /// Whether HAProxy's own check of it has passed and it is not in maintenance.
        var isUp: Bool {
            let outcome = check.hasPrefix("* ") ? check.dropFirst(2) : check[...]
            let passed = ["L4OK", "L6OK", "L7OK", "L7OKC"].contains { $0 == outcome }
            return passed && (status.hasPrefix("UP") || status.hasPrefix("DRAIN"))
        }
    }

    /// The rows of the backends themselves.
    var backends: [Slot: Counters] = [:]
    /// The servers of each.
    var servers: [Slot: [Server]] = [:]

    /// The server of that name in a slot.
    func server(_ id: InstanceID, in slot: Slot) -> Server? {
        servers[slot]?.first { $0.id == id }
    }

    /// Reads the table; nil when its header lacks a column that is needed.
    init?(_ text: String, backends names: [String: Slot]) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true).makeIterator()
        guard let header = lines.next(), let columns = Columns(header) else { return nil }
        while let line = lines.next() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count > columns.last, let slot = names[String(fields[columns.proxy])]
            else { continue }
            let name = String(fields[columns.server])
            if name == "FRONTEND" { continue }
            let counters = columns.counters(fields)
            if name == "BACKEND" {
                backends[slot] = counters
            } else {
                servers[slot, default: []].append(
                    Server(
                        id: InstanceID(rawValue: name),
                        status: String(fields[columns.status]),
                        weight: Int(fields[columns.weight]) ?? 0,
                        check: String(fields[columns.check]),
                        address: String(fields[columns.address]),
                        counters: counters
                    )
                )
            }
        }
    }
}

/// Where the columns are that matter.
private struct Columns {
    let proxy, server, open, total, status, weight, check, address, redispatched: Int
    let answers: [Int]
    let last: Int

    init?(_ header: Substring) {
        guard header.hasPrefix("# ") else { return nil }
        let names = header.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false)
        func column(_ name: String) -> Int? { names.firstIndex { $0 == name } }
        let answers = ["1xx", "2xx", "3xx", "4xx", "5xx", "other"].compactMap {
            column("hrsp_" + $0)
        }
        guard let proxy = column("pxname"), let server = column("svname"),
            let open = column("scur"), let total = column("stot"), let status = column("status"),
            let weight = column("weight"), let check = column("check_status"),
            let address = column("addr"), let redispatched = column("wredis"), answers.count == 6
        else { return nil }
        (self.proxy, self.server, self.open, self.total) = (proxy, server, open, total)
        (self.status, self.weight, self.check, self.address) = (status, weight, check, address)
        self.redispatched = redispatched
        self.answers = answers
        let used = [proxy, server, open, total, status, weight, check, address, redispatched]
        last = (used + answers).max() ?? 0
    }

    func counters(_ fields: [Substring]) -> HAProxyStatistics.Counters {
        func number(_ column: Int) -> Int { Int(fields[column]) ?? 0 }
        return HAProxyStatistics.Counters(
            total: number(total),
            open: number(open),
            answered: answers.reduce(0) { $0 + number($1) },
            redispatched: number(redispatched)
        )
    }
}
