/**
 * Outside models: any server that speaks the chat protocol of OpenAI, on this machine (llama.cpp, vLLM, Ollama) or as a service. Requests
 * with retries and rate limits, their cost, key storage, and baselines over a whole split, which can be resumed without paying twice.
 *
 * <p>The protocol is LangChain4j's ({@code langchain4j-open-ai}), the HTTP transport is ours. Reasons for the library: it is released every
 * few weeks (1.19.0 in October 2026), wants Java 17, and brings 3.4 MB in 7 files (its core, its HTTP interface and Jackson; the tokenizer
 * tables of one vendor are left out). The vendor's own {@code openai-java} 4.101.0 is as alive and brings 84.4 MB in 25 files: Kotlin,
 * OkHttp, a JSON-schema generator, and 75 MB of the whole catalogue of its API. Base address, headers and model are set plainly. Its
 * limits, which this package works around: it exposes neither the headers of a refusal, so that Retry-After would be lost, nor errors sent
 * with status 200; it reads one form of answer, where servers send many ({@link org.empathyworkbench.endpoint.ChatReply}); and it cannot be
 * cancelled. All of this is implemented behind its HTTP client interface ({@link org.empathyworkbench.endpoint.CancellableHttpClient}).
 */
package org.empathyworkbench.endpoint;
