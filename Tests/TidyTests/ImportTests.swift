import Testing

/// The walls that the compiler cannot see.
///
/// `swift build --explicit-target-dependency-import-check error` stops undeclared imports between
/// targets; modules of the toolchain, Foundation first, are imported without any declaration.
@Suite struct ImportTests {
    /// What each target may import beside the toolchain's `Swift` and `Synchronization`.
    private static let allowed: [String: Set<String>] = [
        "RolloutCore": [],
        "RolloutEngine": ["Logging", "RolloutCore"],
        "RolloutSimulation": ["RolloutCore", "RolloutEngine"],
        "RolloutJournal": [
            "Foundation", "GRDB", "Glibc", "Darwin", "Logging", "RolloutCore", "RolloutEngine",
        ],
        "RolloutAdapters": [
            "CLibPQ", "Crypto", "Darwin", "Dispatch", "Foundation", "FoundationNetworking", "Glibc",
            "Histogram", "RolloutCore", "RolloutEngine",
        ],
        "TerminalUI": [],
        "Dashboard": ["RolloutCore", "TerminalUI"],
        "ReleaseReports": ["RolloutCore"],
        "JudgeBench": ["ArgumentParser", "Darwin", "Foundation", "Glibc", "RolloutCore"],
        "ReleaseSimulator": [
            "ArgumentParser", "Foundation", "RolloutCore", "RolloutJournal", "RolloutSimulation",
        ],
        "storefront": [
            "ArgumentParser", "CLibPQ", "Crypto", "Darwin", "Dispatch", "Foundation", "GRDB",
            "Glibc",
        ],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what its wall lets through`(_ target: String) {
        let allowed = Self.allowed[target, default: []].union(["Synchronization"])
        let files = Repository.swift("Sources/\(target)").filter {
            !$0.path.hasPrefix("Sources/TerminalUI/Curses/")
        }
        let others = files.flatMap(\.imports).filter { !allowed.contains($0.module) }
        #expect(others.map { "\($0.place) imports \($0.module)" } == [])
    }

    @Test func `curses is imported in one folder only`() {
        let others = Repository.everything
            .filter { !$0.path.hasPrefix("Sources/TerminalUI/Curses/") }
            .flatMap(\.imports).filter { $0.module == "CNCurses" }
        #expect(others.map(\.place) == [])
    }

    @Test func `the curses folder knows nothing but curses and the C library`() {
        let allowed: Set = ["CNCurses", "Darwin", "Glibc", "Synchronization"]
        let others = Repository.swift("Sources/TerminalUI/Curses").flatMap(\.imports)
            .filter { !allowed.contains($0.module) }
        #expect(others.map { "\($0.place) imports \($0.module)" } == [])
    }

    @Test func `nothing imports the executable but its own tests`() {
        let others = Repository.everything.filter { $0.target != "handoffTests" }
            .flatMap(\.imports).filter { $0.module == "handoff" }
        #expect(others.map(\.place) == [])
    }

    @Test func `the finder of imports finds them in every spelling`() {
        let lines = [
            "import A", "package import B", "@testable import C", "import struct D.E",
            "// import F", "let import = 1",
        ]
        let file = SourceFile(path: "a.swift", lines: lines)
        #expect(file.imports.map(\.module) == ["A", "B", "C", "D"])
    }
}
