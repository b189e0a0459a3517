  def context_states(self: __torch__.M, w: List[Tensor], cids: Tensor, cmask: Tensor) -> Tensor:
    # (1, S) -> (1, S, d): what the attention reads of a context; kept while only the response changes
    return (self).encode(w, cids, cmask, 0.0, )
  def joined(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, r: Tensor) -> Tensor:
    # one context's states (1, S, d), responses' states (B, T, d) -> (B, T, d)
    row = torch.zeros([torch.size(r, 0)], dtype=@INT64, device=r.device)
    return (self).attend_context(w, torch.index_select(c, 0, row), torch.index_select(cmask, 0, row), r, 0.0, )
  def levels_of(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, rids: Tensor, rmask: Tensor) -> Tensor:
    # as levels, of a context whose states are known: (1, S, d), (1, S), (B, T), (B, T) -> logits (B, 3)
    r = (self).encode((self).response_weights(w, ), rids, rmask, 0.0, )
    return (self).classify(w, (self).pool((self).joined(w, c, cmask, r, ), rmask, ), 0.0, )
  def encode_embedded(self: __torch__.M, w: List[Tensor], x: Tensor, mask: Tensor) -> Tensor:
    # as encode, from embeddings (B, T, d)
    b = (self).encoder_bias(w, mask, )
    for i in range(@ENCODER_LAYERS):
      x = (self).encoder_block(w, i, x, b, 0.0, )
    return (self).norm(x, w[@ENCODER_NORM], )
  def path_gradients(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, rids: Tensor, base: Tensor, kept: Tensor, side: Tensor,
          alpha: Tensor) -> Tuple[Tensor, Tensor]:
    # integrated gradients (Sundararajan et al. 2017, eq. 1): response (1, T), its baseline's ids (1, T) and whether a baseline's embedding
    # counts or is 0 (T),
    # side (3): 1 for the levels that are spoken for, points alpha (n) of the straight path -> summed gradient times difference (T),
    # explained log-odds (n)
    e = torch.embedding(w[@RESPONSE_EMBEDDING], rids)
    b = torch.embedding(w[@RESPONSE_EMBEDDING], base) * torch.unsqueeze(kept, 1)
    x = torch.requires_grad_(torch.detach(b + torch.unsqueeze(torch.unsqueeze(alpha, 1), 1) * (e - b)), True)
    mask = torch.ones([torch.size(alpha, 0), torch.size(rids, 1)], dtype=@FLOAT32, device=rids.device)
    r = (self).encode_embedded((self).response_weights(w, ), x, mask, )
    y = (self).classify(w, (self).pool((self).joined(w, c, cmask, r, ), mask, ), 0.0, )
    f = torch.logsumexp(y - (1.0 - side) * 1e9, [1]) - torch.logsumexp(y - side * 1e9, [1])
    g = (self).gradients(torch.sum(f), annotate(List[Tensor], [x]), )
    return (torch.detach(torch.sum(torch.squeeze(e - b, 0) * torch.sum(g[0], [0]), [1])), torch.detach(f))
  def layer_attention(self: __torch__.M, w: List[Tensor], o: int, x: Tensor, b: Tensor) -> Tensor:
    # how one layer attends, mean over its heads: (B, T, d) -> (B, T, T)
    n = (self).half((self).norm(x, w[o + @SELF_NORM], ), )
    q = (self).heads((self).times(n, w[o + @SELF_Q], ), )
    k = (self).heads((self).times(n, w[o + @SELF_K], ), )
    return torch.mean(torch.softmax(torch.to(torch.matmul(q, torch.transpose(k, 2, 3)) + b, @FLOAT32), -1), [1])
  def rolled_out(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor) -> Tensor:
    # attention rollout (Abnar and Zuidema 2020, section 3): the product over layers of half the attention and half the identity (B, T, T)
    x = torch.embedding(w[@EMBEDDING], ids)
    b = (self).encoder_bias(w, mask, )
    same = torch.unsqueeze(torch.eye(torch.size(ids, 1), dtype=@FLOAT32, device=ids.device), 0)
    roll = same
    for i in range(@ENCODER_LAYERS):
      roll = torch.matmul((self).layer_attention(w, @ENCODER_BLOCKS + @ENCODER_BLOCK_SIZE * i, x, b, ) * 0.5 + same * 0.5, roll)
      x = (self).encoder_block(w, i, x, b, 0.0, )
    return roll
  def pooled_share(self: __torch__.M, h: Tensor, mask: Tensor) -> Tensor:
    # (B, T, d), mask (B, T) -> (B, T): how much of what pooling hands on is taken from each place; sums to 1
    if @MAX_POOL:
      x = torch.mean(torch.to(torch.one_hot(torch.argmax(h + (torch.unsqueeze(mask, 2) - 1.0) * 1e9, 1, False), torch.size(h, 1)),
              @FLOAT32), [1])
    else:
      x = mask / torch.clamp_min(torch.sum(mask, [1], True), 1.0)
    return x
  def context_attention(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, r: Tensor) -> Tensor:
    # the identifier's own attention from response to context (B, T, S); each row sums to 1
    q = (self).project(w, @ATTENTION_Q, r, )
    k = (self).project(w, @ATTENTION_K, c, )
    return torch.softmax(torch.matmul(q, torch.transpose(k, 1, 2)) * @SCALE + (torch.unsqueeze(cmask, 1) - 1.0) * 1e9, -1)
  def looked_at(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, rids: Tensor,
          rmask: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    # one pair -> rollout from the places that pooling takes (1, T), attention to the context from them (1, S), probability that people
    # would mark a token (1, T),
    # pooled share (1, T)
    v = (self).response_weights(w, )
    r = (self).encode(v, rids, rmask, 0.0, )
    h = (self).joined(w, c, cmask, r, )
    share = torch.unsqueeze((self).pooled_share(h, rmask, ), 1)
    roll = torch.squeeze(torch.matmul(share, (self).rolled_out(v, rids, rmask, )), 1)
    seen = torch.squeeze(torch.matmul(share, (self).context_attention(w, c, cmask, r, )), 1)
    told = torch.sigmoid(torch.squeeze(torch.linear(h, w[@EVIDENCE_WEIGHT], w[@EVIDENCE_BIAS]), 2))
    return (roll, seen, told, torch.squeeze(share, 1))
