package dev.parallax.ui.tableau;

/// What is under a point of the tableau.
public sealed interface Hit {
    /// Neither a card nor a heading.
    Hit NOTHING = new Nothing();

    /// A post's place on a client's card.
    ///
    /// @param held whether the client holds the post now
    record Cell(int clientNumber, long postId, boolean held) implements Hit {}

    /// A card beside its cells: its name, badge or border.
    record Card(int clientNumber) implements Hit {}

    /// See [#NOTHING].
    record Nothing() implements Hit {}
}
