/**
 * Outside models: any server that speaks the chat protocol of OpenAI, on this machine (llama.cpp, vLLM, Ollama) or as a service. Asking
 * one, with patience and within its limits; what it cost; where its key is kept; and a baseline over a whole split, of which nothing that
 * was paid for is lost.
 *
 * <p>The protocol is LangChain4j's ({@code langchain4j-open-ai}), the way of the bytes is ours. Why this library: it is released every few
 * weeks (1.19.0 in October 2026), wants Java 17, and brings 3.4 MB in 7 files (its core, its HTTP interface and Jackson; the tokenizer
 * tables of one vendor are left out). The vendor's own {@code openai-java} 4.101.0 is as alive and brings 84.4 MB in 25 files: Kotlin,
 * OkHttp, a JSON-schema generator, and 75 MB of the whole catalogue of its API. Base address, headers and model are set plainly. What it
 * does not do, and this package does: it gives away neither the headers of a refusal, so that Retry-After would be lost, nor the words of
 * one that comes with status 200; it reads one form of answer, where servers send many ({@link org.empathyworkbench.endpoint.ChatReply});
 * and it cannot be cancelled. All of that needs only the one interface that it offers for the way of the bytes
 * ({@link org.empathyworkbench.endpoint.CancellableHttpClient}).
 */
package org.empathyworkbench.endpoint;
