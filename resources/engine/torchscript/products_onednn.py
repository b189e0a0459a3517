  def product(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    # (..., n), (m, n) -> (..., m); either may be a transposed view. On a CPU by oneDNN, which uses the widest registers of any maker's
    # processor;
    # it records no gradient, so where one is wanted, on a GPU and in 16 bits the engine's own product stands in
    if torch.__or__(torch.__or__(x.is_cuda, torch.ne(x.dtype, @FLOAT32)), torch.__or__(x.requires_grad, w.requires_grad)):
      y = torch.linear(x, w)
    elif torch.ge(torch.numel(x), 64 * torch.size(w, 1)):
      y = ops.mkldnn._linear_pointwise(x, w, None, "none", annotate(List[Optional[number]], []), "")
    elif torch.__and__(torch.ge(torch.numel(w), 262144), torch.is_contiguous(w)):
      # few rows, as in generation: w x^T, so that not the large matrix is put in another order but the small one
      y = torch.t(ops.mkldnn._linear_pointwise(w, torch.reshape(x, [-1, torch.size(w, 1)]), None, "none",
              annotate(List[Optional[number]], []), ""))
      y = torch.view(torch.contiguous(y), torch.add(torch.slice(torch.size(x), 0, -1, 1), [torch.size(w, 0)]))
    else:
      y = torch.linear(x, w)
    return y
