  def put(self: __torch__.M, g: List[Tensor], i: int, x: Tensor, add: bool) -> int:
    # the gradient of weight i: added to what stands there, or instead of it
    if add:
      _a = torch._set_item(g, i, torch.add_(g[i], x))
    else:
      _b = torch._set_item(g, i, torch.to(x, @FLOAT32))
    return i
  def back(self: __torch__.M, gy: Tensor, w: Tensor) -> Tensor:
    # y = x w^T: gradient by x; (N, m), (m, n) -> (N, n)
    return (self).product(gy, torch.t((self).half(w, )), )
  def outer(self: __torch__.M, gy: Tensor, x: Tensor) -> Tensor:
    # y = x w^T: gradient by w; (N, m), (N, n) -> (m, n)
    return (self).product(torch.t(gy), torch.t(x), )
  def stays(self: __torch__.M, p: float) -> float:
    # the share that dropout leaves, a multiple of 2^-16
    return float(int(65536.0 * (1.0 - p) + 0.5)) / 65536.0
  def kept(self: __torch__.M, x: Tensor, p: float) -> Tensor:
    # in the shape of x, true where dropout leaves a number. One 64-bit random number makes four
    n = torch.numel(x)
    random = torch.random_(torch.empty([(n + 3) // 4], dtype=@INT64, device=x.device), -9223372036854775807 - 1, None)
    below = torch.lt(torch.slice(torch.view_copy(random, dtype=@INT16), 0, 0, n, 1), int(65536.0 * (self).stays(p, )) - 32768)
    return torch.view(below, torch.size(x))
  def taped_drop(self: __torch__.M, tape: List[Tensor], x: Tensor, p: float) -> Tensor:
    if torch.gt(p, 0.0):
      n = torch.mul((self).kept(x, p, ), 1.0 / (self).stays(p, ))
      _a = torch.append(tape, n)
      x = x * n
    return x
  def drop_gradient(self: __torch__.M, tape: List[Tensor], g: Tensor, p: float) -> Tensor:
    if torch.gt(p, 0.0):
      g = g * torch.pop(tape)
    return g
  def taped_norm(self: __torch__.M, tape: List[Tensor], x: Tensor, w: Tensor) -> Tensor:
    # y = s w with s = x r, r = (mean x^2 + epsilon)^-1/2
    r = torch.rsqrt_(torch.add_(torch.mean(x * x, [-1], True), @NORM_EPSILON))
    s = x * r
    _a = torch.append(tape, s)
    _b = torch.append(tape, r)
    return s * w
  def norm_gradient(self: __torch__.M, s: Tensor, r: Tensor, w: Tensor, gy: Tensor) -> Tuple[Tensor, Tensor]:
    # gradient by x: r (w gy - s mean(s w gy)); by w: the sum of s gy over tokens
    u = gy * s
    t = gy * w
    return (torch.mul_(torch.addcmul_(t, s, torch.mean(s * t, [-1], True), value=-1), r), torch.sum(u, [0]))
  def split(self: __torch__.M, x: Tensor, rows: int) -> Tensor:
    # (B*S, H*dk) -> (B*H, S, dk)
    return torch.reshape(torch.transpose(torch.view(x, [rows, -1, @HEADS, @D_KV]), 1, 2), [rows * @HEADS, -1, @D_KV])
  def merge(self: __torch__.M, x: Tensor, rows: int) -> Tensor:
    # (B*H, S, dk) -> (B*S, H*dk)
    return torch.reshape(torch.transpose(torch.view(x, [rows, @HEADS, -1, @D_KV]), 1, 2), [-1, @INNER])
  def taped_attention(self: __torch__.M, tape: List[Tensor], q: Tensor, k: Tensor, v: Tensor, b: Tensor, rows: int, p: float) -> Tensor:
    # q (B*Q, i), k and v (B*K, i), bias b that spreads to (B, H, Q, K) -> (B*Q, i)
    qh = (self).split(q, rows, )
    kh = (self).split(k, rows, )
    vh = (self).split(v, rows, )
    z = torch.bmm(qh, torch.transpose(kh, 1, 2))
    a = (self).half(torch.view(torch.softmax(torch.add_(torch.view(z, [rows, @HEADS, torch.size(z, 1), torch.size(z, 2)]), b), -1,
            @FLOAT32), torch.size(z)), )
    _a = torch.append(tape, qh)
    _b = torch.append(tape, kh)
    _c = torch.append(tape, vh)
    _d = torch.append(tape, a)
    return (self).merge(torch.bmm((self).half((self).taped_drop(tape, a, p, ), ), vh), rows, )
  def attention_gradient(self: __torch__.M, tape: List[Tensor], go: Tensor, rows: int, p: float) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    # gradients by q, k, v, and by the scores (B*H, Q, K)
    g = (self).split(go, rows, )
    if torch.gt(p, 0.0):
      n = torch.pop(tape)
      a = torch.pop(tape)
      v = torch.pop(tape)
      gv = torch.bmm(torch.transpose((self).half(a * n, ), 1, 2), g)
      ga = torch.mul_(torch.bmm(g, torch.transpose(v, 1, 2)), n)
    else:
      a = torch.pop(tape)
      v = torch.pop(tape)
      gv = torch.bmm(torch.transpose(a, 1, 2), g)
      ga = torch.bmm(g, torch.transpose(v, 1, 2))
    gz = torch._softmax_backward_data(ga, a, -1, a.dtype)
    k = torch.pop(tape)
    q = torch.pop(tape)
    return ((self).merge(torch.bmm(gz, k), rows, ), (self).merge(torch.bmm(torch.transpose(gz, 1, 2), q), rows, ), (self).merge(gv, rows, ),
            gz)
  def taped_self_attention(self: __torch__.M, tape: List[Tensor], w: List[Tensor], o: int, x: Tensor, b: Tensor, rows: int,
          p: float) -> Tensor:
    n = (self).half((self).taped_norm(tape, x, w[o + @SELF_NORM], ), )
    a = (self).taped_attention(tape, (self).times(n, w[o + @SELF_Q], ), (self).times(n, w[o + @SELF_K], ),
            (self).times(n, w[o + @SELF_V], ), b, rows, p, )
    _a = torch.append(tape, a)
    return x + (self).taped_drop(tape, (self).times(a, w[o + @SELF_O], ), p, )
  def self_attention_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, o: int, gx: Tensor,
          gb: Tensor, rows: int, p: float) -> Tensor:
    # gb (H*S*S): the gradient of the bias, which all blocks share, is added to it
    gy = (self).half((self).drop_gradient(tape, gx, p, ), )
    a = torch.pop(tape)
    _o = (self).put(g, o + @SELF_O, (self).outer(gy, a, ), add, )
    gq, gk, gv, gz = (self).attention_gradient(tape, (self).back(gy, w[o + @SELF_O], ), rows, p, )
    _b = torch.add_(gb, torch.sum(torch.view(gz, [rows, -1]), [0], False, dtype=@FLOAT32))
    r = torch.pop(tape)
    s = torch.pop(tape)
    n = (self).half(s * w[o + @SELF_NORM], )
    _q = (self).put(g, o + @SELF_Q, (self).outer(gq, n, ), add, )
    _k = (self).put(g, o + @SELF_K, (self).outer(gk, n, ), add, )
    _v = (self).put(g, o + @SELF_V, (self).outer(gv, n, ), add, )
    gn = torch.add_(torch.add_((self).back(gq, w[o + @SELF_Q], ), (self).back(gk, w[o + @SELF_K], )), (self).back(gv, w[o + @SELF_V], ))
    gs, gw = (self).norm_gradient(s, r, w[o + @SELF_NORM], gn, )
    _n = (self).put(g, o + @SELF_NORM, gw, add, )
    return gs + gx
  def activation_gradient(self: __torch__.M, g: Tensor, u: Tensor) -> Tensor:
    # y = activate(u): gradient by u
    if @RELU:
      d = torch.threshold_backward(g, u, 0.0)
    else:
      if @SILU:
        d = torch.silu_backward(g, u)
      else:
        d = torch.gelu_backward(g, u, approximate="@GELU_FORM")
    return d
  def taped_feed_forward(self: __torch__.M, tape: List[Tensor], w: List[Tensor], o: int, x: Tensor, p: float) -> Tensor:
    n = (self).half((self).taped_norm(tape, x, w[o + @FF_NORM], ), )
    scale = 1.0
    if @GATED:
      u = (self).times(n, w[o + @FF_WI], )
      l = (self).times(n, w[o + @FF_WI_1], )
      _u = torch.append(tape, u)
      _l = torch.append(tape, l)
      h = (self).half((self).taped_drop(tape, (self).activate(u, ) * l, p, ), )
      y = (self).times(h, w[o + @FF_WO], )
    else:
      if @RELU:
        h = torch.relu_((self).times(n, w[o + @FF_WI], ))
        if torch.gt(p, 0.0):
          # what was dropped need not be kept: there h is 0, as where the ReLU was closed; what stays is scaled behind the second product
          h = torch.mul_(h, (self).kept(h, p, ))
          scale = 1.0 / (self).stays(p, )
      else:
        u = (self).times(n, w[o + @FF_WI], )
        _u = torch.append(tape, u)
        h = (self).half((self).taped_drop(tape, (self).activate(u, ), p, ), )
      y = (self).times(h, w[o + @FF_WO], )
    _h = torch.append(tape, h)
    return torch.add(x, (self).taped_drop(tape, y, p, ), alpha=scale)
  def feed_forward_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, o: int, gx: Tensor,
          p: float) -> Tensor:
    if @GATED:
      gy = (self).half((self).drop_gradient(tape, gx, p, ), )
      h = torch.pop(tape)
      _o = (self).put(g, o + @FF_WO, (self).outer(gy, h, ), add, )
      gh = (self).half((self).drop_gradient(tape, (self).back(gy, w[o + @FF_WO], ), p, ), )
      l = torch.pop(tape)
      u = torch.pop(tape)
      gl = gh * (self).activate(u, )
      gu = (self).activation_gradient(gh * l, u, )
      r = torch.pop(tape)
      s = torch.pop(tape)
      n = (self).half(s * w[o + @FF_NORM], )
      _u = (self).put(g, o + @FF_WI, (self).outer(gu, n, ), add, )
      _l = (self).put(g, o + @FF_WI_1, (self).outer(gl, n, ), add, )
      gn = torch.add_((self).back(gu, w[o + @FF_WI], ), (self).back(gl, w[o + @FF_WI_1], ))
    else:
      if @RELU:
        gy = (self).drop_gradient(tape, gx, p, )
        if torch.gt(p, 0.0):
          gy = torch.mul_(gy, 1.0 / (self).stays(p, ))
        gy = (self).half(gy, )
        h = torch.pop(tape)
        _o = (self).put(g, o + @FF_WO, (self).outer(gy, h, ), add, )
        gh = (self).back(gy, w[o + @FF_WO], )
        gu = torch.threshold_backward(gh, h, 0.0, grad_input=gh)
      else:
        gy = (self).half((self).drop_gradient(tape, gx, p, ), )
        h = torch.pop(tape)
        _o = (self).put(g, o + @FF_WO, (self).outer(gy, h, ), add, )
        gh = (self).half((self).drop_gradient(tape, (self).back(gy, w[o + @FF_WO], ), p, ), )
        gu = (self).activation_gradient(gh, torch.pop(tape), )
      r = torch.pop(tape)
      s = torch.pop(tape)
      _u = (self).put(g, o + @FF_WI, (self).outer(gu, (self).half(s * w[o + @FF_NORM], ), ), add, )
      gn = (self).back(gu, w[o + @FF_WI], )
    gs, gw = (self).norm_gradient(s, r, w[o + @FF_NORM], gn, )
    _n = (self).put(g, o + @FF_NORM, gw, add, )
    return torch.add(gx, gs)
  def table_gradient(self: __torch__.M, gb: Tensor, q: int, both: bool) -> Tensor:
    # gradient of the bias (H*Q*Q) -> of its table (buckets, H)
    at = torch.arange(0, q, dtype=@INT64, device=gb.device)
    bucket = (self).bucket(torch.unsqueeze(at, 0) - torch.unsqueeze(at, 1), both, )
    g = torch.zeros([@HEADS, @BUCKETS], dtype=@FLOAT32, device=gb.device)
    g = torch.scatter_add_(g, 1, torch.expand(torch.view(bucket, [1, -1]), [@HEADS, -1]), torch.view(gb, [@HEADS, -1]))
    return torch.contiguous(torch.t(g))
  def taped_encoder_block(self: __torch__.M, tape: List[Tensor], w: List[Tensor], i: int, x: Tensor, b: Tensor, rows: int,
          p: float) -> Tensor:
    o = @ENCODER_BLOCKS + @ENCODER_BLOCK_SIZE * i
    return (self).taped_feed_forward(tape, w, o + @ENCODER_FF, (self).taped_self_attention(tape, w, o, x, b, rows, p, ), p, )
  def encoder_block_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, i: int, gx: Tensor,
          gb: Tensor, rows: int, p: float) -> Tensor:
    o = @ENCODER_BLOCKS + @ENCODER_BLOCK_SIZE * i
    return (self).self_attention_gradient(tape, w, g, add, o, (self).feed_forward_gradient(tape, w, g, add, o + @ENCODER_FF, gx, p, ), gb,
            rows, p, )
  def taped_decoder_block(self: __torch__.M, tape: List[Tensor], w: List[Tensor], i: int, x: Tensor, b: Tensor, enc: Tensor, cross: Tensor,
          rows: int, p: float) -> Tensor:
    # enc (B*S, d), already half
    o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
    x = (self).taped_self_attention(tape, w, o, x, b, rows, p, )
    n = (self).half((self).taped_norm(tape, x, w[o + @CROSS_NORM], ), )
    a = (self).taped_attention(tape, (self).times(n, w[o + @CROSS_Q], ), (self).times(enc, w[o + @CROSS_K], ),
            (self).times(enc, w[o + @CROSS_V], ), cross, rows, p, )
    _a = torch.append(tape, a)
    x = x + (self).taped_drop(tape, (self).times(a, w[o + @CROSS_O], ), p, )
    return (self).taped_feed_forward(tape, w, o + @DECODER_FF, x, p, )
  def decoder_block_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, i: int, gx: Tensor,
          gb: Tensor, enc: Tensor, ge: Tensor, rows: int, p: float) -> Tensor:
    # ge (B*S, d): the gradient of the encoder's states, which all blocks read, is added to it
    o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
    gx = (self).feed_forward_gradient(tape, w, g, add, o + @DECODER_FF, gx, p, )
    gy = (self).half((self).drop_gradient(tape, gx, p, ), )
    a = torch.pop(tape)
    _o = (self).put(g, o + @CROSS_O, (self).outer(gy, a, ), add, )
    gq, gk, gv, _z = (self).attention_gradient(tape, (self).back(gy, w[o + @CROSS_O], ), rows, p, )
    r = torch.pop(tape)
    s = torch.pop(tape)
    _q = (self).put(g, o + @CROSS_Q, (self).outer(gq, (self).half(s * w[o + @CROSS_NORM], ), ), add, )
    _k = (self).put(g, o + @CROSS_K, (self).outer(gk, enc, ), add, )
    _v = (self).put(g, o + @CROSS_V, (self).outer(gv, enc, ), add, )
    _e = torch.add_(torch.add_(ge, (self).back(gk, w[o + @CROSS_K], )), (self).back(gv, w[o + @CROSS_V], ))
    gs, gw = (self).norm_gradient(s, r, w[o + @CROSS_NORM], (self).back(gq, w[o + @CROSS_Q], ), )
    _m = (self).put(g, o + @CROSS_NORM, gw, add, )
    return (self).self_attention_gradient(tape, w, g, add, o, gs + gx, gb, rows, p, )
  def last_norm_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, o: int, gy: Tensor,
          p: float) -> Tensor:
    # of an encoder's or decoder's last norm and dropout
    gy = (self).drop_gradient(tape, gy, p, )
    r = torch.pop(tape)
    s = torch.pop(tape)
    gx, gw = (self).norm_gradient(s, r, w[o], gy, )
    _n = (self).put(g, o, gw, add, )
    return gx
  def no_bias(self: __torch__.M, x: Tensor, rows: int) -> Tensor:
    # where the gradient of a bias is added up: x (B*S, d) -> (H*S*S) zeros
    s = torch.size(x, 0) // rows
    return torch.zeros([@HEADS * s * s], dtype=@FLOAT32, device=x.device)
  def taped_encode(self: __torch__.M, tape: List[Tensor], w: List[Tensor], ids: Tensor, mask: Tensor, p: float) -> Tensor:
    # as encode, but over flattened tokens, and what the gradient needs goes on the tape -> (B*S, d)
    b = (self).encoder_bias(w, mask, )
    x = (self).taped_drop(tape, torch.embedding(w[@EMBEDDING], torch.view(ids, [-1])), p, )
    for i in range(@ENCODER_LAYERS):
      x = (self).taped_encoder_block(tape, w, i, x, b, torch.size(ids, 0), p, )
    return (self).taped_drop(tape, (self).taped_norm(tape, x, w[@ENCODER_NORM], ), p, )
  def encode_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, rows: int, ge: Tensor,
          p: float) -> Tensor:
    # from the gradient of the states (B*S, d), taking back the tape -> that of the looked-up embeddings (B*S, d)
    gx = (self).last_norm_gradient(tape, w, g, add, @ENCODER_NORM, ge, p, )
    gb = (self).no_bias(gx, rows, )
    for n in range(@ENCODER_LAYERS):
      gx = (self).encoder_block_gradient(tape, w, g, add, @ENCODER_LAYERS - 1 - n, gx, gb, rows, p, )
    _b = (self).put(g, @ENCODER_BIAS, (self).table_gradient(gb, torch.size(gx, 0) // rows, True, ), add, )
    return (self).drop_gradient(tape, gx, p, )
  def taped_decode(self: __torch__.M, tape: List[Tensor], w: List[Tensor], enc: Tensor, mask: Tensor, dec: Tensor, p: float) -> Tensor:
    # enc (B*S, d), mask (B, S), dec (B, T) -> (B*T, d)
    b = (self).decoder_bias(w, dec, )
    x = (self).taped_drop(tape, torch.embedding(w[@EMBEDDING], torch.view(dec, [-1])), p, )
    for i in range(@DECODER_LAYERS):
      x = (self).taped_decoder_block(tape, w, i, x, b, enc, (self).hide(mask, ), torch.size(dec, 0), p, )
    return (self).taped_drop(tape, (self).taped_norm(tape, x, w[@DECODER_NORM], ), p, )
  def decode_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, enc: Tensor, rows: int,
          gh: Tensor, p: float) -> Tuple[Tensor, Tensor]:
    # from the gradient of the final states (B*T, d), taking back the tape -> those of the encoder's states (B*S, d) and of the looked-up
    # embeddings (B*T, d)
    gx = (self).last_norm_gradient(tape, w, g, add, @DECODER_NORM, gh, p, )
    gb = (self).no_bias(gx, rows, )
    ge = torch.zeros_like(enc, dtype=@FLOAT32)
    for n in range(@DECODER_LAYERS):
      gx = (self).decoder_block_gradient(tape, w, g, add, @DECODER_LAYERS - 1 - n, gx, gb, enc, ge, rows, p, )
    _b = (self).put(g, @DECODER_BIAS, (self).table_gradient(gb, torch.size(gx, 0) // rows, False, ), add, )
    return (ge, (self).drop_gradient(tape, gx, p, ))
  def states(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor) -> Tensor:
    # the final states (B*T, d) without dropout, by the very operations that the gradient's own forward pass does: equal weights give equal
    # bits
    none = annotate(List[Tensor], [])
    b = (self).encoder_bias(w, mask, )
    x = torch.embedding(w[@EMBEDDING], torch.view(ids, [-1]))
    for i in range(@ENCODER_LAYERS):
      x = (self).taped_encoder_block(annotate(List[Tensor], []), w, i, x, b, torch.size(ids, 0), 0.0, )
    enc = (self).half((self).taped_norm(none, x, w[@ENCODER_NORM], ), )
    b = (self).decoder_bias(w, dec, )
    y = torch.embedding(w[@EMBEDDING], torch.view(dec, [-1]))
    for i in range(@DECODER_LAYERS):
      y = (self).taped_decoder_block(annotate(List[Tensor], []), w, i, y, b, enc, (self).hide(mask, ), torch.size(dec, 0), 0.0, )
    return (self).taped_norm(none, y, w[@DECODER_NORM], )
  def put_embeddings(self: __torch__.M, g: List[Tensor], ids: Tensor, gx: Tensor) -> int:
    # the gradient of looked-up embeddings (N, d), row by row into the one that stands: where logits are given by the embeddings too, it is
    # theirs
    _e = torch._set_item(g, @EMBEDDING, torch.index_add_(g[@EMBEDDING], 0, torch.view(ids, [-1]), gx))
    return 0
  def states_gradient(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, enc: Tensor, ids: Tensor,
          dec: Tensor, gh: Tensor, p: float) -> int:
    # all that stands below the final states (B*T, d); the gradient of the matrix that gives logits is in g already
    ge, gd = (self).decode_gradient(tape, w, g, add, enc, torch.size(dec, 0), gh, p, )
    if torch.__not__(torch.__or__(@TIED, add)):
      _z = torch._set_item(g, @EMBEDDING, torch.zeros_like(w[@EMBEDDING]))
    _d = (self).put_embeddings(g, dec, gd, )
    return (self).put_embeddings(g, ids, (self).encode_gradient(tape, w, g, add, torch.size(ids, 0), ge, p, ), )
  def scaled(self: __torch__.M, h: Tensor) -> Tensor:
    # what the logits' matrix reads: tied embeddings are scaled by d^-0.5
    if @TIED:
      h = h * @SCALE
    return h
  def loss_gradient(self: __torch__.M, w: List[Tensor], g: List[Tensor], add: bool, h: Tensor, labels: Tensor,
          tokens: float) -> Tuple[Tensor, Tensor]:
    # final states (B*T, d), labels (B, T) with -100 behind the end -> sum of -log p over the labels / tokens, its gradient by h; that by
    # the logits' matrix into g.
    # Only rows with a label are computed; log-probabilities make room for the logits' gradient
    flat = torch.view(labels, [-1])
    at = torch.squeeze(torch.nonzero(torch.ge(flat, 0)), 1)
    y = torch.unsqueeze(torch.index_select(flat, 0, at), 1)
    x = (self).scaled(torch.index_select(h, 0, at), )
    d = torch.log_softmax((self).product(x, w[@OUTPUT], ), -1)
    loss = torch.neg(torch.sum(torch.gather(d, 1, y))) / tokens
    d = torch.scatter_add_(torch.exp_(d), 1, y, torch.full_like(y, -1.0, dtype=@FLOAT32))
    _o = (self).put(g, @OUTPUT, (self).outer(d, x / tokens, ), add, )
    gx = (self).scaled((self).product(d, torch.t(w[@OUTPUT]), ) / tokens, )
    return (loss, torch.index_copy(torch.zeros_like(h), 0, at, gx))
  def supervised_gradient(self: __torch__.M, w: List[Tensor], g: List[Tensor], add: bool, ids: Tensor, mask: Tensor, dec: Tensor,
          labels: Tensor, p: float, tokens: float) -> Tensor:
    # sum of -log p over the labels / tokens, and its gradient into g
    tape = annotate(List[Tensor], [])
    enc = (self).half((self).taped_encode(tape, w, ids, mask, p, ), )
    loss, gh = (self).loss_gradient(w, g, add, (self).taped_decode(tape, w, enc, mask, dec, p, ), labels, tokens, )
    _s = (self).states_gradient(tape, w, g, add, enc, ids, dec, gh, p, )
    return loss
