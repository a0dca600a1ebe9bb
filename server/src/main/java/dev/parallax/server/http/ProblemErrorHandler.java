package dev.parallax.server.http;

import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers with a problem where the HTTP layer itself refuses a request: no page of its own, no message, no trace.
/// Stateless.
final class ProblemErrorHandler extends ErrorHandler {
    ProblemErrorHandler() {
        setShowStacks(false);
        setShowCauses(false);
    }

    /// Every method gets its problem, not only those of browsers.
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Answer answer = Answer.problem(Problems.ofStatus(code));
        response.setStatus(answer.status());
        fill(response.getHeaders(), answer);
        Content.Sink.write(response, true, answer.body(), callback);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        Answer answer = Answer.problem(Problems.ofStatus(status));
        fill(fields, answer);
        return ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void fill(HttpFields.Mutable fields, Answer answer) {
        fields.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(fields::put);
    }
}
