/// One run of a hook, the same through all its tries.
package struct HookRun: Sendable, Hashable, Codable {
    /// The hook's name in the plan.
    package var hook: String
    /// The sequence of the entry that brought the release to the hook's point: a hook of a shift
    /// runs once for each.
    package var visit: Int

    /// A run at that visit.
    package init(hook: String, visit: Int) {
        self.hook = hook
        self.visit = visit
    }
}
