/// A question to something outside the service, asked again and again while a release runs.
package struct Inquiry: Sendable, Hashable, Codable {
    /// Time between two questions when a plan names none.
    package static let usualPace = Duration.seconds(1)
    /// How long an answer may take when a plan says nothing: within the second it belongs to.
    package static let usualTimeout = Duration.milliseconds(800)

    /// Whom it is put to, and what is asked.
    package var source: InquirySource
    /// Time between the beginnings of two questions; the next waits for the answer of the last.
    @InMicroseconds package var every: Duration
    /// How long the answer may take, connecting included; what comes later counts as none.
    @InMicroseconds package var timeout: Duration

    /// A question at the usual pace, unless said otherwise.
    package init(
        _ source: InquirySource,
        every: Duration = usualPace,
        timeout: Duration = usualTimeout
    ) {
        self.source = source
        self.every = every
        self.timeout = timeout
    }
}

/// Where a secret is found when it is needed; the secret itself is nowhere but there.
package enum SecretPlace: Sendable, Hashable, Codable {
    /// The environment of the steward, by the variable's name.
    case variable(String)
    /// A file, by its absolute path; a line end behind the secret does not belong to it.
    case file(String)
}

/// How one shows who one is: by name and password, or by a bearer token.
package struct Access: Sendable, Hashable, Codable {
    /// The name to log in with; nil for nobody's.
    package var user: String?
    /// The password that goes with it.
    package var password: SecretPlace?
    /// The bearer token, for those that are asked over HTTP.
    package var token: SecretPlace?

    /// Access for anyone, unless said otherwise.
    package init(user: String? = nil, password: SecretPlace? = nil, token: SecretPlace? = nil) {
        self.user = user
        self.password = password
        self.token = token
    }
}
