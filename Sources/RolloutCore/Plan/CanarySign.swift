/// What marks a request as one for the canary, whatever the share: for a smoke test.
///
/// Such requests reach the canary as soon as it has an admitted instance, at a share of 0 as well,
/// and stable before that. None does once a rollback began, until there is another canary: what is
/// rolled back may be wrong in ways that harm data, and its instances are about to be drained. They
/// are not counted in what the canary is judged by, or a test would decide about the release.
/// No secret: whoever knows the sign can use it.
package enum CanarySign: Sendable, Hashable, Codable {
    /// The request has a header of that name with exactly that value; names know no case.
    case header(name: String, value: String)
    /// The request has a cookie of that name with exactly that value.
    case cookie(name: String, value: String)
}
