  def sown(self: __torch__.M, x: Tensor, seed: int, p: float) -> Tensor:
    # x itself, the engine's random numbers set: a piece that begins so draws the same dropout every time
    if torch.gt(p, 0.0):
      _s = torch.manual_seed(seed)
    return x
  def forward_kept(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, p: float,
          seed: int) -> Tuple[List[Tensor], Tensor, List[Tensor], Tensor]:
    # nothing is kept but what every block of the encoder and its last norm take (B*S, d), the encoder's states, the same of the decoder
    # (B*T, d), and its
    # final states. Piece number n draws its dropout after seed + n
    xs = annotate(List[Tensor], [])
    ys = annotate(List[Tensor], [])
    rows = torch.size(ids, 0)
    b = (self).encoder_bias(w, mask, )
    x = (self).taped_drop(annotate(List[Tensor], []), torch.embedding(w[@EMBEDDING], (self).sown(torch.view(ids, [-1]), seed, p, )), p, )
    for i in range(@ENCODER_LAYERS):
      _x = torch.append(xs, x)
      x = (self).taped_encoder_block(annotate(List[Tensor], []), w, i, (self).sown(x, seed + 1 + i, p, ), b, rows, p, )
    _x = torch.append(xs, x)
    last = annotate(List[Tensor], [])
    enc = (self).half((self).taped_drop(last, (self).taped_norm(last, (self).sown(x, seed + 1 + @ENCODER_LAYERS, p, ), w[@ENCODER_NORM], ),
            p, ), )
    db = (self).decoder_bias(w, dec, )
    y = (self).taped_drop(annotate(List[Tensor], []), torch.embedding(w[@EMBEDDING],
            (self).sown(torch.view(dec, [-1]), seed + 2 + @ENCODER_LAYERS, p, )), p, )
    for i in range(@DECODER_LAYERS):
      _y = torch.append(ys, y)
      y = (self).taped_decoder_block(annotate(List[Tensor], []), w, i, (self).sown(y, seed + 3 + @ENCODER_LAYERS + i, p, ), db, enc,
              (self).hide(mask, ), rows, p, )
    _y = torch.append(ys, y)
    last = annotate(List[Tensor], [])
    return (xs, enc, ys, (self).taped_drop(last, (self).taped_norm(last, (self).sown(y, seed + 3 + @ENCODER_LAYERS + @DECODER_LAYERS, p, ),
            w[@DECODER_NORM], ), p, ))
  def backward_kept(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, p: float, seed: int,
          xs: List[Tensor], enc: Tensor, ys: List[Tensor], gh: Tensor) -> int:
    # adds to g the gradient below the final states, one piece after the other computed again with a tape of its own
    rows = torch.size(ids, 0)
    tape = annotate(List[Tensor], [])
    y = (self).taped_drop(tape, (self).taped_norm(tape, (self).sown(torch.pop(ys), seed + 3 + @ENCODER_LAYERS + @DECODER_LAYERS, p, ),
            w[@DECODER_NORM], ), p, )
    gy = (self).last_norm_gradient(tape, w, g, True, @DECODER_NORM, gh, p, )
    gb = (self).no_bias(gy, rows, )
    ge = torch.zeros_like(enc, dtype=@FLOAT32)
    b = (self).decoder_bias(w, dec, )
    for n in range(@DECODER_LAYERS):
      i = @DECODER_LAYERS - 1 - n
      y = (self).taped_decoder_block(tape, w, i, (self).sown(torch.pop(ys), seed + 3 + @ENCODER_LAYERS + i, p, ), b, enc,
              (self).hide(mask, ), rows, p, )
      gy = (self).decoder_block_gradient(tape, w, g, True, i, gy, gb, enc, ge, rows, p, )
    _a = (self).put(g, @DECODER_BIAS, (self).table_gradient(gb, torch.size(gy, 0) // rows, False, ), True, )
    y = (self).taped_drop(tape, torch.embedding(w[@EMBEDDING], (self).sown(torch.view(dec, [-1]), seed + 2 + @ENCODER_LAYERS, p, )), p, )
    _b = (self).put_embeddings(g, dec, (self).drop_gradient(tape, gy, p, ), )
    x = (self).taped_drop(tape, (self).taped_norm(tape, (self).sown(torch.pop(xs), seed + 1 + @ENCODER_LAYERS, p, ), w[@ENCODER_NORM], ),
            p, )
    gx = (self).last_norm_gradient(tape, w, g, True, @ENCODER_NORM, ge, p, )
    gb = (self).no_bias(gx, rows, )
    b = (self).encoder_bias(w, mask, )
    for n in range(@ENCODER_LAYERS):
      i = @ENCODER_LAYERS - 1 - n
      x = (self).taped_encoder_block(tape, w, i, (self).sown(torch.pop(xs), seed + 1 + i, p, ), b, rows, p, )
      gx = (self).encoder_block_gradient(tape, w, g, True, i, gx, gb, rows, p, )
    _c = (self).put(g, @ENCODER_BIAS, (self).table_gradient(gb, torch.size(gx, 0) // rows, True, ), True, )
    x = (self).taped_drop(tape, torch.embedding(w[@EMBEDDING], (self).sown(torch.view(ids, [-1]), seed, p, )), p, )
    return (self).put_embeddings(g, ids, (self).drop_gradient(tape, gx, p, ), )
  def accumulate_recomputed(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor,
          p: Tensor, tokens: Tensor, seed: Tensor) -> Tensor:
    # as accumulate, but blocks are computed twice instead of what they need being kept: less memory, about a third more time
    xs, enc, ys, h = (self).forward_kept(w, ids, mask, dec, float(p), int(seed), )
    loss, gh = (self).loss_gradient(w, g, True, h, labels, float(tokens), )
    _b = (self).backward_kept(w, g, ids, mask, dec, float(p), int(seed), xs, enc, ys, gh, )
    return loss
