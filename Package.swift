// swift-tools-version: 6.2
import PackageDescription

// The walls: every target names all it may import, and an undeclared import fails in .ci/test.
// Tests/TidyTests keeps what the compiler cannot see, such as Foundation in the core.

/// Settings for every Swift target of ours: the language as it will be, and no warnings.
let strict: [SwiftSetting] =
    [
        "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault",
        "NonisolatedNonsendingByDefault", "InferIsolatedConformances", "ImmutableWeakCaptures",
    ].map { .enableUpcomingFeature($0) } + [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let customDump = Target.Dependency.product(name: "CustomDump", package: "swift-custom-dump")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "handoff",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "handoff", targets: ["handoff"]),
        .executable(name: "judge-bench", targets: ["JudgeBench"]),
        .executable(name: "release-simulator", targets: ["ReleaseSimulator"]),
        .executable(name: "storefront", targets: ["storefront"]),
    ],
    dependencies: [
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
    ],
    targets: [
        .target(
            name: "CNCurses",
            cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]
        ),
        .systemLibrary(
            name: "CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        .target(name: "RolloutCore", swiftSettings: strict),
        .target(
            name: "RolloutEngine",
            dependencies: ["RolloutCore", logging],
            swiftSettings: strict
        ),
        .target(
            name: "RolloutJournal",
            dependencies: ["RolloutCore", "RolloutEngine", grdb],
            swiftSettings: strict
        ),
        .target(
            name: "RolloutAdapters",
            dependencies: ["CLibPQ", "RolloutCore", "RolloutEngine", crypto, histogram],
            swiftSettings: strict
        ),
        .target(
            name: "RolloutSimulation",
            dependencies: ["RolloutCore", "RolloutEngine"],
            swiftSettings: strict
        ),
        .target(name: "TerminalUI", dependencies: ["CNCurses"], swiftSettings: strict),
        .target(
            name: "Dashboard",
            dependencies: ["RolloutCore", "TerminalUI"],
            swiftSettings: strict
        ),
        .target(name: "ReleaseReports", dependencies: ["RolloutCore"], swiftSettings: strict),
        .executableTarget(
            name: "handoff",
            dependencies: [
                "Dashboard", "ReleaseReports", "RolloutAdapters", "RolloutCore", "RolloutEngine",
                "RolloutJournal", "TerminalUI", argumentParser, logging, yams,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "JudgeBench",
            dependencies: ["RolloutCore", argumentParser],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ReleaseSimulator",
            dependencies: ["RolloutCore", "RolloutJournal", "RolloutSimulation", argumentParser],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "storefront",
            dependencies: ["CLibPQ", argumentParser, crypto, grdb],
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "RolloutCore", "RolloutEngine", "RolloutSimulation", customDump, logging,
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "RolloutCoreTests",
            dependencies: ["RolloutCore", "RolloutEngine", "RolloutSimulation", "TestSupport"],
            resources: [.copy("Vectors")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RolloutEngineTests",
            dependencies: ["RolloutCore", "RolloutEngine", "RolloutSimulation", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RolloutJournalTests",
            dependencies: ["RolloutCore", "RolloutEngine", "RolloutJournal", "TestSupport", grdb],
            resources: [.copy("Resources")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RolloutAdaptersTests",
            dependencies: [
                "RolloutAdapters", "RolloutCore", "RolloutEngine", "RolloutSimulation",
                "TestSupport", "storefront",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TerminalUITests",
            dependencies: ["TerminalUI", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DashboardTests",
            dependencies: ["Dashboard", "RolloutCore", "TerminalUI", "TestSupport"],
            exclude: ["Screens"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ReleaseReportsTests",
            dependencies: ["ReleaseReports", "RolloutCore", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "handoffTests",
            dependencies: [
                "handoff", "storefront", "Dashboard", "ReleaseReports", "ReleaseSimulator",
                "RolloutAdapters", "RolloutCore", "RolloutJournal", "TerminalUI", "TestSupport",
                argumentParser, grdb,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "JudgeBenchTests",
            dependencies: ["JudgeBench"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "storefrontTests",
            dependencies: ["storefront"],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
