/// Which columns of the database a revision works with.
///
/// An order's price is what changes: the first generation keeps it in euros, in a column `price`;
/// the second keeps it in cents, in `priceCents`, and reads it by a view that also knows the orders
/// the backfill has not come to. So it can sell from expand on, and while contract is carried out.
enum Generation: Sendable {
    /// Versions 0 and 1.
    case first
    /// All others, a developer's build among them: it has the newest code.
    case second

    init(version: String) {
        let major = Int(version.prefix { $0.isNumber })
        self = major.map { $0 <= 1 } == true ? .first : .second
    }

    /// The versions of the schema it can work on.
    var schemas: ClosedRange<Int> {
        switch self {
        case .first: Schema.base...Schema.expanded
        case .second: Schema.expanded...Int.max
        }
    }

    /// The version a database is brought to for it when nothing else is asked for.
    var preferredSchema: Int { schemas.lowerBound }

    /// The column of an order's price.
    var priceColumn: String {
        switch self {
        case .first: "price"
        case .second: "priceCents"
        }
    }

    /// The price of an order in whole cents, within a query over `purchase`.
    var priceInCents: String {
        switch self {
        case .first: Schema.centsFromPrice
        case .second:
            "(SELECT cents FROM purchasePrice WHERE purchasePrice.purchaseID = purchase.id)"
        }
    }

    /// A price as it goes into its column.
    func price(cents: Int) -> any SQLConvertible {
        switch self {
        case .first: Double(cents) / 100
        case .second: cents
        }
    }

    /// Why this generation cannot work on a database as it is; nothing when it can.
    func obstacle(_ session: any DatabaseSession) throws -> String? {
        let version = try Schema.version(session)
        guard !schemas.contains(version) else { return nil }
        return "migrations: the database is at version \(version), this build needs \(range)"
    }

    private var range: String {
        schemas.upperBound == .max
            ? "\(schemas.lowerBound) or later" : "\(schemas.lowerBound) to \(schemas.upperBound)"
    }
}
