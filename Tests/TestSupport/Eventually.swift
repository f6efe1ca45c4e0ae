/// Whether something becomes so within 30 s, asked every 20 ms.
///
/// - Throws: what asking throws.
func eventually(_ isTrue: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
        if try await isTrue() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try await isTrue()
}
