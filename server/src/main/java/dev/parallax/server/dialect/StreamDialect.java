package dev.parallax.server.dialect;

import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.TableDelta;
import dev.parallax.wire.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream of one dialect, without its thread: whoever runs it tells what happens and sends what is returned, in
/// order. Confined to the stream's thread, but for [#concerns].
///
/// The runner
/// - subscribes before it asks the first [#question()], and answers questions until there is none; then it
///   sends what [#settled()] returns, and only then tells of what it heard meanwhile, in order;
/// - goes back to asking whenever something that it told raised a question;
/// - sends what [#flush()] returns whenever nothing more is there to be told.
///
/// Every text is what goes over the wire, empty for nothing.
public interface StreamDialect {
    /// As `/admin/connections` calls it.
    String name();

    /// What a delivery is to this stream. Thread-safe and quick: the publisher asks.
    Concern concerns(Delivery delivery);

    /// What is to be read next, or null while the stream is up to date.
    ///
    /// @throws dev.parallax.wire.ProblemException if the stream cannot go on
    @Nullable
    Question question();

    /// The answer to [Question.Changes].
    ///
    /// @param clock the version of the clock before the answer was read
    String answered(TableDelta delta, long clock);

    /// The answer to [Question.Sight]: whether the row is visible.
    ///
    /// @throws dev.parallax.wire.ProblemException if the stream ends with it
    void answered(boolean isVisible);

    /// Said once when all questions are answered.
    String settled();

    String delivered(Delivery delivery);

    /// What was gathered from deliveries, if this dialect gathers.
    String flush();

    /// What is held of these records must be read again; null for everything.
    String resync(@Nullable List<String> tables);

    /// Everything up to `version` has been told.
    String heartbeat(long version);

    /// The last words of a stream that cannot go on.
    ///
    /// @param question what could not be answered; null if it ends for another reason
    String failed(Problem problem, @Nullable Question question);

    /// What a delivery is to a stream.
    enum Concern {
        NOTHING,
        /// It may wait for others, where the dialect gathers.
        ROWS,
        /// It may end the stream, so that nothing may wait.
        ACCESS
    }
}
