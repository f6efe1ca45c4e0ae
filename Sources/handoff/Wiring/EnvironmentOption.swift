import ArgumentParser

/// Which environment of a plan file is meant.
struct EnvironmentOption: ParsableArguments {
    @Option(help: "The environment, for a plan file that is for several.")
    var environment: String?
}
