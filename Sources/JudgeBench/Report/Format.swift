import Foundation

/// Numbers as the table shows them, with their units.
enum Format {
    /// Seconds, whole from 10 s on.
    static func seconds(_ value: Double?) -> String {
        guard let value else { return "never" }
        return value < 10 ? "\(decimal(value)) s" : "\(Int(value.rounded())) s"
    }

    /// A share in percent with at most two decimals.
    static func percent(_ share: Double) -> String {
        decimal(share * 100, places: 2) + "%"
    }

    /// At most so many decimals, without zeros at the end.
    static func decimal(_ value: Double, places: Int = 1) -> String {
        let factor = pow(10, Double(places))
        let rounded = (value * factor).rounded() / factor
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? String(Int(rounded)) : String(rounded)
    }
}
