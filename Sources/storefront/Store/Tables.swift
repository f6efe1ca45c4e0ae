/// The statements that make and change the shop's tables.
enum Tables {
    /// The record of the steps that were carried out.
    static let history = "CREATE TABLE schemaStep (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"

    @Sendable static func catalogue(_ dialect: Dialect) -> String {
        """
        CREATE TABLE course (
            id \(dialect.identity),
            title TEXT NOT NULL,
            priceCents BIGINT NOT NULL
        );
        CREATE TABLE student (
            id \(dialect.identity),
            email TEXT NOT NULL UNIQUE,
            salt \(dialect.bytes) NOT NULL,
            passwordHash \(dialect.bytes) NOT NULL
        );
        CREATE TABLE session (
            tokenHash \(dialect.bytes) PRIMARY KEY,
            studentID BIGINT NOT NULL REFERENCES student,
            expires DOUBLE PRECISION NOT NULL
        );
        CREATE INDEX sessionByEnd ON session (expires);
        """
    }

    @Sendable static func orders(_ dialect: Dialect) -> String {
        """
        CREATE TABLE purchase (
            id \(dialect.identity),
            reference TEXT NOT NULL UNIQUE,
            studentID BIGINT NOT NULL REFERENCES student,
            courseID BIGINT NOT NULL REFERENCES course,
            price DOUBLE PRECISION NOT NULL DEFAULT 0,
            placed DOUBLE PRECISION NOT NULL,
            paid DOUBLE PRECISION
        );
        CREATE INDEX purchaseByStudent ON purchase (studentID);
        CREATE TABLE paymentEvent (
            id TEXT PRIMARY KEY,
            reference TEXT NOT NULL,
            received DOUBLE PRECISION NOT NULL
        );
        CREATE TABLE job (
            id \(dialect.identity),
            reference TEXT NOT NULL,
            enqueued DOUBLE PRECISION NOT NULL,
            claim TEXT,
            claimedUntil DOUBLE PRECISION NOT NULL DEFAULT 0,
            finished DOUBLE PRECISION
        );
        CREATE INDEX jobToDo ON job (id) WHERE finished IS NULL;
        CREATE INDEX jobByReference ON job (reference);
        CREATE TABLE confirmation (
            jobID BIGINT PRIMARY KEY,
            reference TEXT NOT NULL,
            sent DOUBLE PRECISION NOT NULL
        );
        CREATE INDEX confirmationByReference ON confirmation (reference);
        CREATE TABLE worker (
            id \(dialect.identity),
            name TEXT NOT NULL,
            revision TEXT NOT NULL,
            pid BIGINT NOT NULL,
            started DOUBLE PRECISION NOT NULL,
            seen DOUBLE PRECISION NOT NULL,
            stopped DOUBLE PRECISION
        );
        CREATE TABLE taking (
            id \(dialect.identity),
            jobID BIGINT NOT NULL,
            workerID BIGINT NOT NULL REFERENCES worker,
            taken DOUBLE PRECISION NOT NULL,
            finished DOUBLE PRECISION
        );
        CREATE INDEX takingByJob ON taking (jobID);
        CREATE INDEX takingByWorker ON taking (workerID, taken);
        """
    }

    /// Adds the price in cents, and keeps both prices equal whichever a revision writes.
    @Sendable static func expand(_ dialect: Dialect) -> String {
        switch dialect {
        case .sqlite:
            """
            ALTER TABLE purchase ADD COLUMN priceCents BIGINT;
            CREATE TRIGGER priceCentsFromPrice AFTER INSERT ON purchase
            WHEN NEW.priceCents IS NULL BEGIN
                UPDATE purchase SET priceCents = \(Schema.centsFromPrice) WHERE id = NEW.id;
            END;
            CREATE TRIGGER priceFromPriceCents AFTER INSERT ON purchase
            WHEN NEW.priceCents IS NOT NULL BEGIN
                UPDATE purchase SET price = priceCents / 100.0 WHERE id = NEW.id;
            END;
            \(priceView)
            """
        case .postgres:
            """
            ALTER TABLE purchase ADD COLUMN priceCents BIGINT;
            CREATE FUNCTION keepPricesEqual() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.priceCents IS NULL THEN
                    NEW.priceCents := ROUND(NEW.price * 100);
                ELSE
                    NEW.price := NEW.priceCents / 100.0;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER keepPricesEqual BEFORE INSERT ON purchase
            FOR EACH ROW EXECUTE FUNCTION keepPricesEqual();
            \(priceView)
            """
        }
    }

    /// Removes the price in euros.
    @Sendable static func contract(_ dialect: Dialect) -> String {
        switch dialect {
        case .sqlite:
            """
            DROP TRIGGER priceCentsFromPrice;
            DROP TRIGGER priceFromPriceCents;
            DROP VIEW purchasePrice;
            ALTER TABLE purchase DROP COLUMN price;
            CREATE VIEW purchasePrice AS
            SELECT id AS purchaseID, priceCents AS cents FROM purchase;
            """
        case .postgres:
            """
            DROP TRIGGER keepPricesEqual ON purchase;
            DROP FUNCTION keepPricesEqual();
            CREATE OR REPLACE VIEW purchasePrice AS
            SELECT id AS purchaseID, priceCents AS cents FROM purchase;
            ALTER TABLE purchase DROP COLUMN price;
            """
        }
    }

    /// Every order's price in cents, whether the backfill has come to it or not.
    private static let priceView = """
        CREATE VIEW purchasePrice AS
        SELECT id AS purchaseID, COALESCE(priceCents, \(Schema.centsFromPrice)) AS cents
        FROM purchase;
        """
}
