import RolloutCore
import Testing

@Suite struct UnitTests {
    @Test(arguments: [
        (0, "0 B"), (812, "812 B"), (1_023.6, "1,024 B"), (1_536, "1.50 KiB"),
        (1_048_300, "1.00 MiB"), (36_696_064, "35.0 MiB"), (536_870_912, "512 MiB"),
        (-36_696_064, "-35.0 MiB"), (5e15, "4,547 TiB"), (.infinity, "? TiB"),
    ])
    func `bytes are shown by 1,024 to three digits`(_ value: Double, _ text: String) {
        #expect(value.shown(in: "bytes") == text)
    }

    @Test(arguments: [
        (0.25, "0.3"), (7, "7"), (1_204, "1,204"), (99_999, "99,999"), (100_000, "100k"),
        (123_456, "123k"), (999_600, "1.00M"), (36_696_064, "36.7M"), (2.5e9, "2.50G"),
    ])
    func `counts stay whole until they no longer fit a column`(_ value: Double, _ text: String) {
        #expect(value.shown(in: "jobs") == text)
    }

    @Test(arguments: [
        (0.2449, "%", "0.24%"), (85, "%", "85.0%"), (398.4, "ms", "398 ms"), (2.04, "ms", "2.0 ms"),
    ])
    func `shares and latencies keep their decimals`(
        _ value: Double,
        _ unit: String,
        _ text: String
    ) {
        #expect(value.shown(in: unit) == text)
    }

    @Test(arguments: [
        (85, "%", "85%"), (1, "jobs", "1 job"), (0, "jobs", "0 jobs"), (2, "ms", "2 ms"),
        (1_204, "jobs", "1,204 jobs"), (3, "", "3"),
        (36_700_160, "bytes", "35 MiB"), (36_696_064, "jobs", "36.7M jobs"),
    ])
    func `a sentence has the unit and no zeros at the end`(
        _ value: Double,
        _ unit: String,
        _ text: String
    ) {
        #expect(value.told(in: unit) == text)
    }
}
