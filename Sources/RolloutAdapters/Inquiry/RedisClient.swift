import RolloutCore

/// Asks a Redis server for the length of a list, or for the jobs of a stream's group.
struct RedisClient: InquiryClient {
    let query: RedisQuery
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        let connection = RedisConnection(
            endpoint: try HostAddress.numeric(query.server),
            timeout: timeout,
            deadline: deadline
        )
        let password = try secrets.password(query.access)
        var commands: [[String]] = []
        if let password {
            commands.append(["AUTH"] + (query.access.user.map { [$0] } ?? []) + [password])
        }
        if query.database != 0 { commands.append(["SELECT", "\(query.database)"]) }
        commands.append(query.group == nil ? ["LLEN", query.key] : ["XINFO", "GROUPS", query.key])
        let replies = try connection.replies(to: commands)
        for case .failure(let words) in replies { throw Self.refusal(words, password) }
        guard let reply = replies.last else { return [] }
        return InquiryNumber.numbers(try number(reply), over: nil)
    }

    private static func refusal(_ words: String, _ password: String?) -> InquiryTrouble {
        let said = SecretMask(password.map { [$0] } ?? []).masked(PrintedText.cleaned(words))
        let isAboutAccess = ["WRONGPASS", "NOAUTH", "NOPERM"].contains { said.hasPrefix($0) }
        return InquiryTrouble(words: "said: \(said.prefix(200))", isLasting: isAboutAccess)
    }

    private func number(_ reply: RedisReply) throws(InquiryTrouble) -> Double {
        guard let name = query.group else {
            guard case .number(let length) = reply else {
                throw InquiryTrouble(words: "gave no length for \(query.key)")
            }
            return Double(length)
        }
        guard case .list(let groups) = reply,
            let group = groups.first(where: { $0["name"]?.text == name })
        else { throw InquiryTrouble(words: "has no group \(name) at the stream \(query.key)") }
        let fields = ["lag", "pending"].filter { query.count != ($0 == "lag" ? .taken : .waiting) }
        var sum = 0
        for field in fields {
            // It keeps no lag before version 7, and none it can tell after entries were deleted.
            guard case .number(let count) = group[field] else {
                throw InquiryTrouble(words: "cannot tell the \(field) of the group \(name)")
            }
            sum += count
        }
        return Double(sum)
    }
}
