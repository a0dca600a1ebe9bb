package dev.parallax.scenario.expectation;

/// Where to look. Immutable.
///
/// @param clientNumber 0 if no client in particular
/// @param record empty if no row in particular
/// @param id 0 if no row in particular
public record Place(int clientNumber, String record, long id) {
    public static final Place NOWHERE = new Place(0, "", 0);

    static Place client(int number) {
        return new Place(number, "", 0);
    }
}
