import GRDB
import Synchronization

/// The way to the database, which may not be there yet when an instance starts.
final class StoreAccess: Sendable {
    let path: String
    let checkouts: Checkouts
    private let opened = Mutex<Store?>(nil)

    init(path: String, checkouts: Checkouts) {
        self.path = path
        self.checkouts = checkouts
    }

    /// The open database; opened now if it was not.
    func store() throws -> Store {
        try opened.withLock { opened in
            if let opened { return opened }
            let store = try Store(path: path, checkouts: checkouts)
            opened = store
            return store
        }
    }
}
