package import RolloutCore
package import RolloutEngine
package import RolloutSimulation

/// The simulated world as the contracts of fleet and router see it, with its clock running.
package struct SimulatedContractWorld: FleetWorld, RouterWorld {
    /// The world under contract.
    package let world: SimulatedWorld

    /// A world with the fixtures the fleet's contract asks for, and without users.
    package init() {
        let behaviours: [String: Behaviour] = [
            "steady": Behaviour { $0.startUp = .milliseconds(50) },
            "givesUp": Behaviour {
                $0.startUp = .milliseconds(50)
                $0.crashesAfter = .milliseconds(50)
                $0.crash = .status(3)
                $0.lastLine = "giving up"
            },
            "stubborn": Behaviour {
                $0.startUp = .milliseconds(50)
                $0.isStubborn = true
            },
            "altered": Behaviour { $0.isAltered = true },
        ]
        world = SimulatedWorld(requestsPerSecond: 0, behaviours: behaviours)
        for (label, behaviour) in behaviours { world.behaveAsWorkers(label, behaviour) }
    }

    package var fleet: any Fleet { SimulatedFleet(world: world) }
    package var router: any TrafficRouter { SimulatedRouter(world: world) }

    package func laterFleet() -> any Fleet { SimulatedFleet(world: world) }

    package func revision(_ behaviour: FleetBehaviour) -> Revision {
        var revision = Revision.fixture("\(behaviour)")
        revision.process.soak = .milliseconds(300)
        var worker = ProcessPlan(command: ["{artifact}", "work"], ports: nil)
        worker.soak = .milliseconds(300)
        revision.worker = worker
        return revision
    }

    package func notice(_ report: InstanceReport, of id: InstanceID) {}

    package func setReady(_ isReady: Bool, _ id: InstanceID) { world.set(id, isReady: isReady) }

    package func kill(_ id: InstanceID) { world.kill(id) }

    package func isRunning(_ id: InstanceID) -> Bool { world.running.contains(id) }

    package func start(_ id: InstanceID, isReady: Bool) -> String {
        world.place(id, .fixture("steady"), isReady: isReady)
    }

    package func set(_ id: InstanceID, isReady: Bool) { world.set(id, isReady: isReady) }

    package func end(_ id: InstanceID) { world.kill(id) }

    package func send(_ count: Int) -> [InstanceID?: Int] { world.send(count) }

    package func openRequest() throws {
        guard world.openRequest(lasting: .seconds(3_600)) != nil else {
            throw ContractBroken("no instance takes a request")
        }
    }

    package func finishOpenRequests() { world.finishOpenRequests() }

    /// Tries a promise while the clock runs with real time.
    ///
    /// - Throws: what the promise throws when it is not kept.
    package func whileTimePasses(
        _ promise: @escaping @Sendable (SimulatedContractWorld) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [world] in
                var last = ContinuousClock.now
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(5))
                    let now = ContinuousClock.now
                    // Never faster than real time: what was slept through on a busy machine is
                    // lost, or a wait begun just now would be over before its time.
                    world.advance(by: min(last.duration(to: now), .milliseconds(10)))
                    last = now
                }
            }
            group.addTask { try await promise(self) }
            // The clock ends only when it is cancelled, so the first to end is the promise.
            _ = try await group.next()
            group.cancelAll()
        }
    }
}
