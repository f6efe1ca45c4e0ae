package import RolloutCore

extension WebhookNotifier {
    /// How long a host may take to be found.
    private static let lookupLimit = Duration.seconds(5)

    /// Looks at all of them side by side, and up their secrets anew.
    package func preflight(_ receivers: [NotificationPlan]) async -> [Check] {
        await withTaskGroup(of: (Int, Check).self) { group in
            for (place, receiver) in receivers.enumerated() {
                group.addTask { (place, await check(receiver, place)) }
            }
            var checks: [Int: Check] = [:]
            for await (place, check) in group { checks[place] = check }
            return receivers.indices.compactMap { checks[$0] }
        }
    }

    private func check(_ receiver: NotificationPlan, _ place: Int) async -> Check {
        let start = ContinuousClock.now
        let trouble = await self.trouble(of: receiver)
        let signed = receiver.key == nil ? "not signed" : "signed"
        let words =
            trouble.map { "\(receiver.title) \($0). Correct `notify`, or what it names." }
            ?? "\(receiver.title) was found, messages are \(signed)."
        return Check(
            name: "notification \(place + 1)",
            passed: trouble == nil,
            finding: SecretMask(secrets.knownValues).masked(words),
            took: start.duration(to: .now)
        )
    }

    private func trouble(of receiver: NotificationPlan) async -> String? {
        do {
            let access = try await ReceiverAccess(receiver, secrets: secrets, isAnew: true)
            let trouble = await HostLookup.trouble(
                of: access.address.host,
                within: Self.lookupLimit
            )
            return trouble.map { "is out of reach: its host \($0)" }
        } catch {
            return error.words
        }
    }
}
