import Synchronization

/// The way to the database, which may not be there yet when an instance starts.
final class StoreAccess: Sendable {
    let address: DatabaseAddress
    let checkouts: Checkouts
    private let generation: Generation
    private let opened = Mutex<Store?>(nil)

    init(_ address: DatabaseAddress, checkouts: Checkouts, generation: Generation = .second) {
        self.address = address
        self.checkouts = checkouts
        self.generation = generation
    }

    /// The open database; opened now if it was not.
    func store() throws -> Store {
        try opened.withLock { opened in
            if let opened { return opened }
            let store = try Store(address, checkouts: checkouts, generation: generation)
            opened = store
            return store
        }
    }
}
