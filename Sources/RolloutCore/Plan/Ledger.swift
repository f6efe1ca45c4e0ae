/// Everything known of how digests ended where, from all places that could be read.
///
/// Derived from journals and from what other hosts exported; nothing is kept here.
package struct Ledger: Sendable, Hashable {
    /// Something that could not be read, so that what it says is unknown.
    package struct Gap: Sendable, Hashable {
        /// What could not be read and why, in a sentence.
        package var sentence: String
        /// The environment it is about; nil when that is unknown too.
        package var environment: String?

        /// A gap in what is known of an environment.
        package init(_ sentence: String, environment: String? = nil) {
            self.sentence = sentence
            self.environment = environment
        }
    }

    /// What is known, in no order.
    package var records: [LedgerRecord]
    /// What could not be read.
    package var gaps: [Gap]

    /// A ledger of those records and gaps.
    package init(_ records: [LedgerRecord] = [], gaps: [Gap] = []) {
        self.records = records
        self.gaps = gaps
    }

    /// What it says of one digest of a service in an environment, the newest first.
    ///
    /// A record that came from two sources counts once.
    package func records(
        of digest: Digest,
        _ service: ServiceName,
        in environment: String
    ) -> [LedgerRecord] {
        Set(records)
            .filter {
                $0.digest == digest && $0.service == service && $0.environment == environment
            }
            .sorted { ($0.at, $0.release) > ($1.at, $1.release) }
    }

    /// What could not be read and may be about that environment.
    package func gaps(in environment: String) -> [Gap] {
        gaps.filter { $0.environment == nil || $0.environment == environment }
    }
}
