import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Flags of a real HTTP service, each a resource of its own or all in one document.
struct FlagServerWorld: FlagWorld {
    let server: FlagServer
    let isShared: Bool

    init(isShared: Bool) throws {
        server = try FlagServer()
        self.isShared = isShared
        if isShared { server.put("/flags", #"{"owner": "shop", "flags": {}}"#) }
    }

    var canRemove: Bool { true }

    func flags(_ behaviour: FlagStoreBehaviour) -> any FlagStores {
        server.fault { faults in
            faults.isDown = behaviour == .unreachable
            faults.forgetsNextWrite = behaviour == .forgetsToAnswer
        }
        return FlagKeeper.fixture()
    }

    func plan(_ name: String, _ value: FlagValue) -> FlagPlan {
        let resource =
            isShared
            ? FlagResource(url: server.address + "/flags", path: "flags.\(name)")
            : FlagResource(url: server.address + "/flags/{flag}")
        return FlagPlan(name: name, value: value, at: .zero, store: .http(resource))
    }

    func put(_ name: String, _ value: FlagValue) throws {
        guard isShared else {
            return server.put("/flags/\(name)", String(decoding: value.json, as: UTF8.self))
        }
        guard var document = JSONText(Array((server.text("/flags") ?? "").utf8)) else {
            throw ContractBroken("the document is no JSON any more")
        }
        try document.set(["flags", name], to: value.json)
        server.put("/flags", String(decoding: document.bytes, as: UTF8.self))
    }

    func held(_ name: String) throws -> FlagValue? {
        let text = server.text(isShared ? "/flags" : "/flags/\(name)")
        guard let text else { return nil }
        guard let document = JSONText(Array(text.utf8)) else {
            throw ContractBroken("the document is no JSON any more")
        }
        let json = try document.value(at: isShared ? ["flags", name] : [])
        return try json.map(FlagValue.init(json:))
    }

    func mark() -> String { "\(server.versions)" }
}
